"""Dialogs that tell or ask one thing: errors, bugs, links out of the record, progress, what an import did."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QProgressBar, QWidget

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.text.links import display_url
from oversight_viewer.ui.dialog_frame import Details, DialogFrame, read_only_text
from oversight_viewer.ui.pieces import Run, Runs, text_label
from oversight_viewer.ui.theme import ThemeSource

__all__ = [
    "BugDialog",
    "KnownErrorDialog",
    "LinkDialog",
    "ProgressDialog",
    "confirm_link",
    "show_known_error",
]

_COPIED_MS = 2000


class KnownErrorDialog(DialogFrame):
    """Says what happened, what was not touched, and what to do."""

    def __init__(self, parent: QWidget | None, error: KnownError, theme_source: ThemeSource) -> None:
        super().__init__(parent, theme_source, "Oversight Viewer")
        theme = self.theme
        column = self.add_heading("error", "bad", error.what)
        if error.safe or error.todo:
            safe, todo = Run(error.safe), Run(f" {error.todo}".rstrip() if error.safe else error.todo, "text2")
            column.addWidget(Runs(theme, (safe, todo), role="ui"))
        self.details = Details(theme, error.details, self.fit)
        self.details.setVisible(bool(error.details))
        column.addWidget(self.details)
        self.setAccessibleName(error.what)
        self.add_button("Copy details", self._copy, look="quiet", left=True).setVisible(bool(error.details))
        self.close_button = self.add_button("Close", self.accept, default=True)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.text.toPlainText())


def show_known_error(parent: QWidget | None, error: KnownError, theme_source: ThemeSource) -> None:
    """Show an error that the user can understand, until it is closed."""
    KnownErrorDialog(parent, error, theme_source).exec()


class BugDialog(DialogFrame):
    """Says that something went wrong in the application, with a report that can be copied.

    Args:
        report: What went wrong and where in the program; no text of the record.
        log_folder: Where reports and the log are kept.
    """

    def __init__(self, parent: QWidget | None, report: str, log_folder: Path, theme_source: ThemeSource) -> None:
        super().__init__(parent, theme_source, "Oversight Viewer", width=560)
        theme = self.theme
        column = self.add_heading("warning", "warn", "Something went wrong in the application")
        told = (
            Run("The application goes on, and what you wrote is saved."),
            Run(" If something looks wrong from here on, close the window and open it again.", "text2"),
        )
        column.addWidget(Runs(theme, told, role="ui"))
        about = (
            "The report below helps to mend it. It says where in the program this happened; it holds no text of the "
            "record and no names of your files."
        )
        column.addWidget(text_label(theme, about, "ui", "text2"))
        self.report = read_only_text(theme, report, lines=9)
        self.report.setAccessibleName("Report")
        column.addWidget(self.report)
        column.addWidget(text_label(theme, f"Reports are kept in {log_folder}", "label", "text3", selectable=True))
        self.copy_button = self.add_button("Copy report", self._copy, look="quiet", left=True)
        self.add_button("Continue", self.accept, look="primary", default=True)
        self._told = QTimer(self)
        self._told.setSingleShot(True)
        self._told.setInterval(_COPIED_MS)
        self._told.timeout.connect(lambda: self.copy_button.setText("Copy report"))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copy_button.setText("Copied")
        self._told.start()


class LinkDialog(DialogFrame):
    """Shows the whole address of a link before it is opened."""

    def __init__(self, parent: QWidget | None, url: QUrl, theme_source: ThemeSource) -> None:
        is_mail = url.scheme().lower() == "mailto"
        super().__init__(parent, theme_source, "Open a link of the record", width=540)
        theme = self.theme
        self._address = display_url(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        what = "Write to this address with your mail program?" if is_mail else "Open this address in your browser?"
        column = self.add_heading("external_link", "text2", what)
        host = url.host(QUrl.ComponentFormattingOption.FullyEncoded)
        if host:
            column.addWidget(Runs(theme, (Run("It leads to ", "text2"), Run(host, "chip")), role="ui"))
        self.address = read_only_text(theme, self._address, lines=min(8, 2 + len(self._address) // 48))
        self.address.setAccessibleName("Address")
        column.addWidget(self.address)
        for warning in _doubts(url, host):
            column.addWidget(text_label(theme, warning, "label", "warn"))
        connects = "The mail program" if is_mail else "The browser"
        told = f"{connects} connects to it; this application never does."
        column.addWidget(text_label(theme, told, "label", "text3"))
        self.add_button("Copy address", self._copy, look="quiet", left=True)
        self.cancel_button = self.add_button("Cancel", self.reject)
        self.open_button = self.add_button("Open", self.accept, look="primary", default=True)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._address)


def _doubts(url: QUrl, host: str) -> list[str]:
    """What about an address may mislead the eye."""
    doubts = []
    if url.userInfo():
        doubts.append("What stands before the @ is not the site: it only looks like one.")
    if any(part.startswith("xn--") for part in host.split(".")):
        doubts.append("The name of the site has letters of other alphabets, written here as the network writes them.")
    if url.scheme().lower() == "http":
        doubts.append("The connection to it is not encrypted.")
    return doubts


def confirm_link(parent: QWidget | None, url: QUrl, theme_source: ThemeSource) -> bool:
    """Show an address whole and ask whether to open it."""
    return bool(LinkDialog(parent, url, theme_source).exec())


class ProgressDialog(DialogFrame):
    """Tells how far a long piece of work is. It ends by :meth:`finish`, or the user cancels it."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None, words: str, theme_source: ThemeSource) -> None:
        super().__init__(parent, theme_source, "Oversight Viewer", width=420)
        theme = self.theme
        self.body.addWidget(text_label(theme, words, "ui_bold", "text"))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setFixedHeight(theme.px(8))
        self.bar.setAccessibleName(words)
        self.bar.setStyleSheet(
            f"QProgressBar {{ border: none; border-radius: {theme.px(3)}px; background: {theme.tokens['hover']}; }}"
            f"QProgressBar::chunk {{ border-radius: {theme.px(3)}px; background: {theme.tokens['accent']}; }}"
        )
        self.count = text_label(theme, " ", "label", "text3")
        self.body.addWidget(self.bar)
        self.body.addWidget(self.count)
        self.cancel_button = self.add_button("Cancel", self.reject, default=True)
        self._is_over = False

    def set_progress(self, done: int, total: int | None = None, noun: str = "lines") -> None:
        """Say how much is done; without a total only that work goes on."""
        if total:
            # Qt counts in 32 bits, and what is counted here may be bytes.
            self.bar.setRange(0, 1000)
            self.bar.setValue(min(1000, done * 1000 // total))
        of = f" of {total:,}" if total else ""
        self.count.setText(f"{done:,}{of} {noun}")

    def finish(self) -> None:
        """Close without telling that anything was cancelled."""
        self._is_over = True
        self.accept()

    def reject(self) -> None:
        if self._is_over:
            return
        self._is_over = True
        self.cancel_button.setEnabled(False)
        self.cancelled.emit()
        super().reject()
