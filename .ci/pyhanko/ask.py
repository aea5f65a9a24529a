"""pyHanko as a second opinion on our signatures, and as another maker of them.

    ask.py check --root ROOT.pem [--word LIST.crl]... FILE.pdf...
    ask.py sign --root ROOT.pem [--word LIST.crl]... JOBS.json

check prints a JSON list: for each file its signatures and what pyHanko says of
them. --word is a revocation list that the checker has at hand; without any it
asks for none at B-B and B-T. B-LT is found by what the file brings along alone,
B-LTA with a time stamp over that.

sign does a list of jobs, PAdES all of them: "in", "out" and "key" (a .p12 file),
and where wanted "field", "look", "opaque" (a look on a white ground), "certify"
(1 to 3), "stamp" (a .p12 file that plays the time-stamp authority) and "store",
the evidence of B-LT. The password of the key files is in the variable TRAM_PIN.
Nothing here asks the network.
"""

import argparse
import asyncio
import hashlib
import json
import logging
import os

from asn1crypto import crl, ocsp, pem, x509
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.ades.report import AdESPassed
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko.sign.validation import ades
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.policy_decl import (
    LocalKnowledge,
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko.stamp import TextStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.policy_decl import (
    NO_REVOCATION,
    REQUIRE_REVINFO,
    CertRevTrustPolicy,
)
from pyhanko_certvalidator.registry import SimpleTrustManager
from pyhanko_certvalidator.revinfo.archival import CRLContainer, OCSPContainer

def read(path):
    with open(path, "rb") as f:
        return f.read()


def certificate(path):
    data = read(path)
    if pem.detect(data):
        _, _, data = pem.unarmor(data)
    return x509.Certificate.load(data)


def at_hand(words):
    return LocalKnowledge(known_crls=[CRLContainer(crl.CertificateList.load(read(w))) for w in words])


def brought(reader):
    """What the file itself says about certificates, and about which signatures."""
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return LocalKnowledge(), {}
    answers = [ocsp.OCSPResponse.load(o.get_object().data) for o in store.ocsps]
    known = LocalKnowledge(
        known_certs=list(store.load_certs()),
        known_crls=[CRLContainer(crl.CertificateList.load(c.get_object().data)) for c in store.crls],
        known_ocsps=[one for a in answers for one in OCSPContainer.load_multi(a)],
    )
    return known, store.vri_entries or {}


def spec(root, revocation, known):
    trust = SimpleTrustManager.build(trust_roots=[certificate(root)])
    policy = CertValidationPolicySpec(trust, CertRevTrustPolicy(revocation))
    return PdfSignatureValidationSpec(
        SignatureValidationSpec(
            policy,
            revinfo_gathering_policy=RevocationInfoGatheringSpec(
                online_fetching_rule=RevinfoOnlineFetchingRule.LOCAL_ONLY
            ),
            ts_cert_validation_policy=policy,
            local_knowledge=known,
        )
    )


async def process(validation):
    """Runs one validation process of EN 319 102-1 and names its outcome."""
    try:
        result = await validation
    except Exception as e:  # a file that pyHanko cannot bear is an answer too
        return None, f"{type(e).__name__}: {e}"
    said = result.ades_subindic.standard_name
    if result.ades_subindic is not AdESPassed.OK and result.failure_msg:
        said += ": " + result.failure_msg
    return result, said


async def check_signature(s, arguments):
    digest = s.compute_digest()
    known, about = brought(s.reader)
    with_words = spec(arguments.root, REQUIRE_REVINFO if arguments.word else NO_REVOCATION, at_hand(arguments.word))
    by_itself = spec(arguments.root, REQUIRE_REVINFO, known)

    def time_by(how):
        return ades.ades_with_time_validation(s.signed_data, how.signature_validation_spec, raw_digest=digest)

    basic, basic_said = await process(
        ades.ades_basic_validation(s.signed_data, with_words.signature_validation_spec, raw_digest=digest)
    )
    _, time_said = await process(time_by(with_words))
    _, kept_said = await process(time_by(by_itself))
    _, archival_said = await process(ades.ades_lta_validation(s, by_itself))
    status = basic.api_status if basic else None
    attributes = {a["type"].native for a in s.signer_info["signed_attrs"]}
    level = None
    if s.sig_object.get("/SubFilter") == "/ETSI.CAdES.detached" and "signing_certificate_v2" in attributes:
        for name, said in [("B-B", basic_said), ("B-T", time_said), ("B-LT", kept_said), ("B-LTA", archival_said)]:
            if said != "OK":
                break
            level = name
    return {
        "level": level,
        "intact": bool(status and status.intact and status.valid),
        "basic": basic_said,
        "with_time": time_said,
        "by_itself": kept_said,
        "archival": archival_said,
        "about": "/" + hashlib.sha1(bytes(s.sig_object["/Contents"])).hexdigest().upper() in about,
    }


async def check_stamp(s, arguments):
    digest = s.compute_digest()
    how = spec(arguments.root, REQUIRE_REVINFO if arguments.word else NO_REVOCATION, at_hand(arguments.word))
    result, said = await process(
        ades.ades_timestamp_validation(s.signed_data, how.signature_validation_spec, lambda _: digest)
    )
    status = result.api_status if result else None
    return {"level": None, "intact": bool(status and status.intact and status.valid), "basic": said}


async def check_file(path, arguments):
    found = []
    with open(path, "rb") as f:
        reader = PdfFileReader(f)
        for s in reader.embedded_signatures:
            one = {"field": s.field_name, "stamp": str(s.sig_object_type) == "/DocTimeStamp"}
            try:
                s.compute_integrity_info()
                integrity = s.summarise_integrity_info()
                level = getattr(s.diff_result, "modification_level", None)
                one["covers"] = s.coverage.name
                one["allowed"] = integrity.get("docmdp_ok")
                one["changes"] = level.name if level is not None else str(s.diff_result)
                one.update(await (check_stamp if one["stamp"] else check_signature)(s, arguments))
            except Exception as e:
                one.update(level=None, intact=False, basic=f"{type(e).__name__}: {e}")
            found.append(one)
    return found


async def check(arguments):
    answers = []
    for path in arguments.file:
        try:
            answers.append({"signatures": await check_file(path, arguments)})
        except Exception as e:
            answers.append({"signatures": [], "error": f"{type(e).__name__}: {e}"})
    # A damaged file may name a field in bytes that are no text, or in half a letter.
    print(json.dumps(answers, default=repr))


def load(path):
    signer = signers.SimpleSigner.load_pkcs12(path, passphrase=os.environ["TRAM_PIN"].encode())
    if signer is None:
        raise SystemExit(f"{path} is no key file, or has another password")
    return signer


async def sign_one(job, words, root):
    signer, stamper = load(job["key"]), None
    if job.get("stamp"):
        tsa = load(job["stamp"])
        stamper = DummyTimeStamper(tsa.signing_cert, tsa.signing_key, tsa.cert_registry)
    certify, store, name = job.get("certify", 0), job.get("store", False), job.get("field", "KyPyHanko")
    context = None
    if store:
        context = ValidationContext(trust_roots=[root], crls=words, allow_fetching=False, revocation_mode="require")
    meta = signers.PdfSignatureMetadata(
        field_name=name,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=certify > 0,
        docmdp_permissions=fields.MDPPerm(certify or 2),
        embed_validation_info=store,
        validation_context=context,
        reason="Thử nghiệm",
    )
    style = place = None
    if job.get("look"):
        place = fields.SigFieldSpec(name, on_page=0, box=(50, 60, 250, 120))
        style = TextStampStyle(stamp_text="Signed by %(signer)s\n%(ts)s")
    if job.get("opaque"):
        ground = RawContent(b"1 g 0 0 900 100 re f", box=BoxConstraints(width=900, height=100))
        style = TextStampStyle(stamp_text="%(signer)s", background=ground, background_opacity=1)
    pdf = signers.PdfSigner(meta, signer=signer, timestamper=stamper, stamp_style=style, new_field_spec=place)
    with open(job["in"], "rb") as source, open(job["out"], "wb") as to:
        await pdf.async_sign_pdf(IncrementalPdfFileWriter(source), output=to)


async def sign(arguments):
    words, root = [read(w) for w in arguments.word], certificate(arguments.root)
    with open(arguments.jobs, encoding="utf-8") as f:
        for job in json.load(f):
            await sign_one(job, words, root)


def main():
    logging.disable(logging.CRITICAL)
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(required=True)
    for name, run in [("check", check), ("sign", sign)]:
        command = commands.add_parser(name)
        command.add_argument("--root", required=True)
        command.add_argument("--word", action="append", default=[])
        command.set_defaults(run=run)
        if run is check:
            command.add_argument("file", nargs="+")
        else:
            command.add_argument("jobs")
    arguments = parser.parse_args()
    asyncio.run(arguments.run(arguments))


if __name__ == "__main__":
    main()
