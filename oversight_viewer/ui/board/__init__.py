"""The board: committee actions, closed-door meetings and company responses side by side, aligned by date."""
