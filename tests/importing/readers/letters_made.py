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
        f"All records of shipment number {number} through Example Yard, with the day and hour at which each of its "
        f"cars was weighed, the name of the weigher, and the result."
        for number in range(4, 12)
    ),
    "The name of the officer who will answer for these matters. Provide this answer by March 12, 2024.",
)

_HEAD = """\
ONE HUNDRED EXAMPLETH CONGRESS
Congress of the United States
House of Representatives
COMMITTEE ON EXAMPLE COMMERCE"""
_OPENING = """\
March 5, 2024

Ms. Pat Example
Chief Executive Officer
Example Freight Co.
1 Example Street, Suite 2
Exampletown, DC 20515

Dear Ms. Example:

The Example Commerce Committee is investigating the delay of freight at Example Yard. On January 2, 2024, a train of \
Example Freight Co. stood there for nine days, while Sample Rail went on.

To assist the Committee, please provide the following documents and information no later than 5:00 p.m. on \
Tuesday, March 19, 2024:

"""
_END = """\
The Committee on Example Commerce has jurisdiction under its rules. If you have any questions, contact the staff at \
(202) 555-0100.

Thank you for your attention to this matter.

Sincerely,

Sam Sample
Chairman
Committee on Example Commerce

Alex Instance
Ranking Member

cc: Robin Specimen, Clerk"""
_ANSWER = """\
EXAMPLE & SPECIMEN LLP

March 19, 2024

VIA ELECTRONIC MAIL

The Honorable Sam Sample
Chairman
Committee on Example Commerce
U.S. House of Representatives
Washington, DC 20515

Re: Delay of freight at
Example Yard

Dear Chairman Sample:

On behalf of Example Freight Co., I write in response to your letter of March 5, 2024. Enclosed is a first \
production, Bates-labeled EXFC-000001 through EXFC-000042, and volume two at EXFC-000050 – EXFC-000060.

1. Your first request is answered within.

Respectfully submitted,

Robin Specimen
Counsel for Example Freight Co.

Confidential Treatment Requested by Example Freight Co."""


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
    """A letter of several pages with twelve requests."""
    markup = (
        "#set page(width: 15cm, height: 17cm, margin: (x: 1.6cm, top: 2.2cm, bottom: 1.5cm), header: context { if "
        "counter(page).get().first() > 1 [Ms. Pat Example \\ March 5, 2024 \\ Page #counter(page).display()] })\n"
        "#set par(spacing: 1.6em)\n"
    )
    return made.pdf(markup + f"#align(center)[{_typst(_HEAD)}]\n\n" + _typst(_OPENING + _numbered(REQUESTS) + _END))


def company_answer() -> bytes:
    """An answer of counsel that hands over documents."""
    return made.pdf("#set page(footer: [EXFC-000043])\n" + _typst(_ANSWER))


def changed_letter() -> bytes:
    """A Word document with a letterhead, tracked changes and a numbered list."""
    numbering = (
        f'<w:numbering xmlns:w="{made.W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1">'
        '<w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    run = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    changed = (
        f"<w:p>{run.format('Please respond within ')}<w:del><w:r><w:delText>30</w:delText></w:r></w:del>"
        f"<w:ins>{run.format('14')}</w:ins>{run.format(' days to the following questions:')}</w:p>"
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


def mail_with(*files: tuple[str, bytes]) -> bytes:
    """An e-mail with some files attached."""
    message = email.message.EmailMessage()
    message["From"] = "Robin Specimen <robin@law.example>"
    message["To"] = "Clerk <clerk@examplecommittee.example>"
    message["Date"] = "Wed, 20 Mar 2024 23:30:00 -0400"
    message["Message-ID"] = "<3@law.example>"
    message.set_content("Dear Clerk,\n\nthese are for you.\n")
    for name, data in files:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()
