"""PDF/UA-1 and PDF/A: what a PDF claims, veraPDF confirms, and it would not confirm it of a damaged copy.

A file claims with the marks in its XMP. All samples do, and whatever was compiled without a finding of accessibility.
veraPDF reads all files in one run.
"""
import functools
import json
import re
import threading

from suite.core import ROOT, expect, short
from suite.golden import case_folders, compiles

from . import damage

VALIDATOR = ROOT / "build/verapdf/greenfield-apps.jar"
PART = re.compile(r"pdfaid:part(?:>|=\")(\d)")
LEVEL = re.compile(r"pdfaid:conformance(?:>|=\")(\w)")
UA = re.compile(r"pdfuaid:part(?:>|=\")(\d)")
SAMPLE = ROOT / "tests/cases/blocks/volume.yaml"  # it has all that is damaged


def claims(built, pdf):
    """The profiles that a file says it conforms to, as veraPDF's report names them."""
    xmp = built.tool("pdfinfo", "-meta", pdf)
    part, level, ua = PART.search(xmp), LEVEL.search(xmp), UA.search(xmp)
    found = [f"PDF/A-{part[1]}{level[1].upper()}"] if part and level else []
    return found + ([f"PDF/UA-{ua[1]}"] if ua else [])


class Validator:
    """veraPDF's reports on all the files of all volumes and on the damaged copies."""

    def __init__(self, suite):
        self.suite = suite
        self.lock = threading.Lock()
        self.reports = None

    def volumes(self):
        cases = [folder / "volume.yaml" for folder in case_folders() if compiles(folder)]
        return self.suite.volumes() + cases

    def pdfs(self, volume):
        """The PDFs of a volume that was compiled, each with what it claims."""
        built = self.suite.build(volume)
        return [(pdf, claims(built, pdf)) for pdf in sorted(built.folder.rglob("*.pdf"))]

    def damaged(self):
        """What was damaged → the copy."""
        built = self.suite.build(SAMPLE)
        return damage.copies(self.suite, built.pdf)

    def report(self):
        """Path → profile → the rules that failed."""
        with self.lock:
            if self.reports is None:
                self.copies = self.damaged()
                claimed = [pdf for volume in self.volumes() for pdf, marks in self.pdfs(volume) if marks]
                self.reports = self.validate([*claimed, *self.copies.values()])
            return self.reports

    def validate(self, paths):
        if not VALIDATOR.exists():
            raise RuntimeError(f"no {VALIDATOR.relative_to(ROOT)}: call make conformance")
        ran = self.suite.command(["java", "-XX:+UseSerialGC", "-Xmx2g", "-cp", VALIDATOR,
                                  "org.verapdf.apps.GreenfieldCliWrapper", "--format", "json", "--loglevel", 1,
                                  "--maxfailuresdisplayed", 3, "-f", 0, *paths])
        jobs = json.loads(ran.out)["report"]["jobs"]
        return {job["itemDetails"]["name"]: {profile(result): failed_rules(result)
                                             for result in job.get("validationResult", [])} for job in jobs}


def profile(result):
    """As claims() writes it."""
    name = result["profileName"].removesuffix(" validation profile")
    return re.sub(r"^PDF/A-(\d\w)$", lambda found: f"PDF/A-{found[1].upper()}", name)


def failed_rules(result):
    """Clause and test number, what the rule says, and the first objects that break it."""
    rules = []
    for rule in result["details"]["ruleSummaries"]:
        if rule["ruleStatus"] == "FAILED":
            lines = [f"{rule['specification']} {rule['clause']}-{rule['testNumber']}, {rule['failedChecks']} times: "
                     + short(rule["description"], 160)]
            lines += [f"  {check['context']}: {short(check['errorMessage'] or '', 160)}" for check in rule["checks"]]
            rules.append("\n".join(lines))
    return rules


def marks(validator, volume):
    for pdf, found in validator.pdfs(volume):
        yield f"{pdf.name} bears the marks", expect(len(found) == 2, f"it claims {found or 'nothing'}")


def conforms(validator, volume):
    for pdf, claimed in validator.pdfs(volume):
        if not claimed:
            warned = validator.suite.build(volume).ran.err
            yield f"{pdf.name} claims nothing", expect(warned, "and no warning says why")
        for name in claimed:
            rules = validator.report().get(str(pdf), {}).get(name)
            if rules is None:
                yield f"{pdf.name} as {name}", f"was not validated: {validator.report().get(str(pdf))}"
            else:
                yield f"{pdf.name} as {name}", expect(not rules, f"{len(rules)} rules failed\n" + "\n".join(rules))


def notices(validator):
    """What was damaged makes a rule fail; else the validation proves nothing. A copy that lacks nothing conforms."""
    report = validator.report()
    for what, copy in validator.copies.items():
        failed = report.get(str(copy), {})
        rules = [rule for name in failed for rule in failed[name]]
        if what == damage.COPIED:
            yield what, expect(len(failed) == 2 and not rules, f"{short(str(failed))}")
            continue
        yield what, expect(rules, "nothing is said of it" if copy else "the sample has none that could be damaged")
        if rules:
            yield "note", f"{what}: {rules[0].splitlines()[0]}"


def checks(suite):
    validator = Validator(suite)
    samples = [volume for volume in suite.volumes() if volume.is_relative_to(ROOT)]
    found = [(f"marks/{suite.name_of(volume)}", functools.partial(marks, validator, volume)) for volume in samples]
    found += [(f"verapdf/{suite.name_of(volume)}", functools.partial(conforms, validator, volume))
              for volume in validator.volumes()]
    return found + [("damage", functools.partial(notices, validator))]
