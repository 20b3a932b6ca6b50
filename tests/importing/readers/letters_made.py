"""Letters that tests make for themselves. People, companies and committees in them are invented."""

from __future__ import annotations

import email.message

from tests.text import made

REQUESTS = (
    "All documents and communications referring or relating to the loading of the train at Example Yard, including:\n"
    "a. manifests;\n\nb. photographs; and\n\nc. text messages of the crew.",
    "A list of every person who inspected the train.",
    "Why did Example Freight wait until January 9, 2024, to tell its customers?",
    *(
        f"All records of shipment number {number} through Example Yard, with the day and hour at which each of its cars was "
        f"weighed, the name of the weigher, and the result."
        for number in range(4, 12)
    ),
    "The name of the officer who will answer for these matters. Provide this answer by March 12, 2024.",
)

_LEAD = (
    "The Example Commerce Committee is investigating the delay of freight at Example Yard. On January 2, 2024, a train of "
    "Example Freight Co. stood there for nine days, while Sample Rail went on.\n\n"
    "To assist the Committee, please provide the following documents and information no later than 5:00 p.m. on "
    "Tuesday, March 19, 2024:\n\n"
)
_END = (
    "The Committee on Example Commerce has jurisdiction under its rules. If you have any questions, contact the staff at "
    "(202) 555-0100.\n\nThank you for your attention to this matter.\n\n"
)


def _numbered(items: tuple[str, ...]) -> str:
    return "".join(f"{number}. {text}\n\n" for number, text in enumerate(items, start=1))


def _typst(text: str) -> str:
    """Lines as lines: nothing in them is markup."""
    literal = text.replace("\\", "\\\\").replace('"', '\\"')
    return "\n\n".join(
        " \\ ".join(f'#"{line}"' for line in paragraph.split("\n"))
        for paragraph in literal.split("\n\n")
        if paragraph.strip()
    )


def committee_letter() -> bytes:
    """A letter of three pages with twelve requests."""
    head = "ONE HUNDRED EXAMPLETH CONGRESS\nCongress of the United States\nHouse of Representatives\nCOMMITTEE ON EXAMPLE COMMERCE"
    opening = (
        "March 5, 2024\n\nMs. Pat Example\nChief Executive Officer\nExample Freight Co.\n1 Example Street, Suite 2\nExampletown, DC 20515"
        "\n\nDear Ms. Example:\n\n"
    )
    closing = "Sincerely,\n\nSam Sample\nChairman\nCommittee on Example Commerce\n\nAlex Instance\nRanking Member\n\ncc: Robin Specimen, Clerk"
    text = _typst(opening + _LEAD + _numbered(REQUESTS) + _END + closing)
    markup = (
        "#set page(width: 15cm, height: 17cm, margin: (x: 1.6cm, top: 2.2cm, bottom: 1.5cm), header: context { if "
        "counter(page).get().first() > 1 [Ms. Pat Example \\ March 5, 2024 \\ Page #counter(page).display()] })\n"
        "#set par(spacing: 1.6em)\n"
    )
    return made.pdf(markup + f"#align(center)[{_typst(head)}]\n\n" + text)


def company_answer() -> bytes:
    """An answer of counsel that hands over documents."""
    text = (
        "EXAMPLE & SPECIMEN LLP\n\nMarch 19, 2024\n\nVIA ELECTRONIC MAIL\n\nThe Honorable Sam Sample\nChairman\n"
        "Committee on Example Commerce\nU.S. House of Representatives\nWashington, DC 20515\n\nRe: Delay of freight at\n"
        "Example Yard\n\nDear Chairman Sample:\n\nOn behalf of Example Freight Co., I write in response to your letter of March 5, "
        "2024. Enclosed is a first production, Bates-labeled EXFC-000001 through EXFC-000042, and volume two at EXFC-000050 – "
        "EXFC-000060.\n\n1. Your first request is answered within.\n\nRespectfully submitted,\n\nRobin Specimen\n"
        "Counsel for Example Freight Co.\n\nConfidential Treatment Requested by Example Freight Co."
    )
    return made.pdf("#set page(footer: [EXFC-000043])\n" + _typst(text))


def changed_letter() -> bytes:
    """A Word document with a letterhead, tracked changes and a numbered list."""
    numbering = (
        f'<w:numbering xmlns:w="{made.W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1">'
        '<w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    changed = (
        '<w:p><w:r><w:t xml:space="preserve">Please respond within </w:t></w:r><w:del><w:r><w:delText>30</w:delText></w:r></w:del>'
        '<w:ins><w:r><w:t>14</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> days to the following questions:</w:t></w:r></w:p>'
    )
    body = "".join(
        [
            *map(
                made.paragraph, ("5 March 2024", "Mr. Chris Case", "President", "Case Hauling, Inc.", "Dear Mr. Case:")
            ),
            made.paragraph("The Committee writes about the rates of hauling in the north."),
            changed,
            made.paragraph("What did Case Hauling charge in 2023?", item),
            made.paragraph("Who set the rates?", item),
            *map(made.paragraph, ("Thank you.", "Sincerely,", "Sam Sample", "Chairman")),
        ]
    )
    header = f'<w:hdr xmlns:w="{made.W}">{made.paragraph("Committee on Example Commerce")}</w:hdr>'
    return made.docx(body, numbering_xml=numbering, header1_xml=header)


def mail_with_two_letters() -> bytes:
    """An e-mail that answers another, with a PDF, a Word document and a table."""
    message = email.message.EmailMessage()
    message["From"] = "Robin Specimen <robin@law.example>"
    message["To"] = "Clerk <clerk@examplecommittee.example>"
    message["Date"] = "Wed, 20 Mar 2024 23:30:00 -0400"
    message["Subject"] = "Second production of Example Freight"
    message["Message-ID"] = "<2@law.example>"
    message["In-Reply-To"] = "<1@committee.example>"
    message.set_content(
        "Dear Clerk,\n\nattached is EXFC-000061 - 0000070. Not for public release.\n\nRegards,\n\nRobin Specimen\n"
    )
    message.add_attachment(company_answer(), maintype="application", subtype="pdf", filename="../cover.pdf")
    message.add_attachment(changed_letter(), maintype="application", subtype="octet-stream", filename="cover.pdf")
    message.add_attachment(b"a,b", maintype="text", subtype="csv", filename="index.csv")
    return message.as_bytes()
