// Package signservice asks the office's signature service (VGCA Sign Service,
// phần mềm ký số của cơ quan) on this machine to sign a PDF: the service shows
// its own window, takes the PIN there, and the key never comes near us.
//
// The protocol, as the pages that call the service have it: one WebSocket a
// question, wss://127.0.0.1:8987/<Op>; one JSON message goes there, one comes
// back. The file itself travels over HTTP: the service fetches it from the
// address in FileName, and posts the signed one as the multipart field
// "uploadfile" to the address in FileUploadHandler. Both addresses are a door
// that this package opens on the loopback for one call, below a path that cannot
// be guessed. An answer has Status 0 when all went well, 11 when the person
// cancelled, another when it failed, with a Message.
//
// # What is taken back
//
// Only what was appended. The original must be an exact prefix of the file that
// comes back, because anything else may have broken marks and signatures made
// before. Whether the new signature is good is for local/sign to judge.
//
// # The ops
//
//   - SignIssued: the office seals a document that goes out ("đóng dấu phát
//     hành"). Told with DocNumber and IssuedDate, which the service may print.
//   - SignApproved: a person with authority signs ("ký phê duyệt").
//   - SignAppendix: an annex in a file of its own; DocNumber says of what.
//   - SignCopy: an electronic copy (sao y, sao lục, trích sao).
//   - SignPDF: a signature and nothing more is said about it.
//
// Not used: SignIncome and Comment, which write a stamp or an instruction of
// their own on the page; SignPDFWP, SignFile, SignOffice, SignXML, SignMsg and
// their Verify counterparts; Auth, Config, GetCertInfo. Where a signature shows
// on the page is decided in the service's window, for every op.
//
// # What only the real service can prove
//
// The protocol was learnt from public pages that call the service, and the tests
// run against a simulator of it (signservicetest). Not proven until the real
// service was tried:
//
//   - that it appends, and does not rewrite the file: if it rewrites, every
//     signature that it makes is refused here with FileRewritten;
//   - its window: what it asks and prints, when it answers (some say: not before
//     the person has pressed "Hoàn thành"), and what becomes of it when the
//     person closes it or when we hang up;
//   - its certificate, the version of TLS that it speaks, and whether it minds a
//     caller that sends no Origin;
//   - the exact names and forms of the fields: that SignPDF takes the same ones as
//     the other ops, that DocNumber, MetaData and JWTToken may be empty, how
//     IssuedDate is read, and that Status true is what it wants to hear after the
//     upload (pages in use answer so; one answers 0);
//   - what GetVersion expects to hear, and answers;
//   - that Status 11 is the person's cancel in every op.
package signservice
