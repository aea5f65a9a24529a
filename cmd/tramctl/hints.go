package main

import (
	"strings"

	"tram/local/office"
)

// partHints is what a condition is met with at the terminal; the sentences of the office
// name what the window shows.
var partHints = map[office.Part]string{
	office.PartCount:         "--pages SỐ",
	office.PartViewed:        "--seen, nếu đã xem đủ",
	office.PartSecrecy:       "--secrecy thuong",
	office.PartClerk:         "--clerk HỌ-TÊN",
	office.PartDescription:   "--type LOẠI --subject TRÍCH-YẾU",
	office.PartSignature:     "--sign hoặc --no-signature CĂN-CỨ",
	office.PartCertification: "--cert-body, --cert-number, --cert-date",
	office.PartSystems:       "--system, --owner",
}

// hints is what a situation is left with at the terminal, by its name.
var hints = map[string]string{
	"office.secret-not-refused":   "--secrecy ĐỘ-MẬT, làm lại",
	"convert.size-unknown":        "--paper A4",
	"convert.paper-not-finished":  "tramctl print --secrecy mat",
	"dayend.no-sheet":             "tramctl day list",
	"hardcopy.decision-needed":    "--because LÝ-DO",
	"office.clock-before":         "--clock-because LÝ-DO",
	"office.clock-doubted":        "--clock-because LÝ-DO",
	"station.minutes-other-name":  "--sure",
	"meetings.secret-counted":     "--sure",
	"office.day-ahead":            "--so-dated",
	"office.day-long-ago":         "--so-dated",
	"office.day-other-year":       "--so-dated",
	"people.first-is-admin":       "--role admin; kiêm văn thư thì thêm --role clerk",
	"people.password-needed":      "--as HỌ-TÊN",
	"people.token-day":            "--right read --until 31/12/2026",
	"escl.key-changed":            "tramctl scanners --address ĐỊA-CHỈ --new-key",
	"scanning.jam":                "tramctl scan --into MÃ",
	"scanning.multi-feed":         "tramctl scan --into MÃ",
	"scanning.gone":               "tramctl scan --into MÃ",
	"scanning.unclear":            "tramctl scan --into MÃ",
	"scanning.no-network":         "tramctl watch THƯ-MỤC",
	"scanning.no-such-scanner":    "tramctl scanners",
	"store.damaged":               "tramctl repair",
	"station.records-gone":        "tramctl repair",
	"station.guard-stopped":       "tramctl backup resume --because LÝ-DO",
	"station.mend-less":           "tramctl repair --partial",
	"station.mend-nothing":        "tramctl repair --from NƠI",
	"station.still-open":          "tramctl emergency status",
	"station.no-such-pad":         "tramctl emergency status",
	"routing.not-now":             "tramctl route next MÃ",
	"routing.moved":               "tramctl timeline MÃ",
	"routing.opinions-open":       "tramctl route forgo MÃ --of HỌ-TÊN --say LÝ-DO",
	"routing.which-opinion":       "--of HỌ-TÊN",
	"routing.two-roads":           "tramctl timeline MÃ, rồi tramctl route settle MÃ --keep BƯỚC --say LÝ-DO",
	"routing.no-words":            "--say NỘI-DUNG hoặc --why LÝ-DO",
	"documents.nothing-said":      "--say NỘI-DUNG",
	"documents.no-comment":        "tramctl route comments MÃ",
	"documents.not-drafter":       "tramctl route answer MÃ GÓP-Ý --say TRẢ-LỜI --open",
	"drafting.bad-capacity":       "--capacity \"TM. Ủy ban nhân dân; KT. Chủ tịch\"",
	"routing.no-person":           "--to HỌ-TÊN",
	"documents.year-not-open":     "tramctl number open NĂM",
	"documents.maybe-there":       "--again",
	"documents.file-elsewhere":    "--again",
	"documents.old-rows-doubtful": "--rest",
	"books.rows-wrong":            "--rest",
	"documents.bring-year-shut":   "tramctl number open NĂM",
	"oldregister.no-flow":         "--flow in, --flow out hoặc --flow internal",
	"oldregister.not-this-flow":   "--flow in, --flow out hoặc --flow internal",
	"documents.parted":            "tramctl register versions MÃ, rồi tramctl register settle MÃ BẢN-GIỮ BẢN-KHÁC…",
	"documents.grade-seen":        "--secrecy thuong",
	"workfiles.frozen":            "tramctl file looked HỒ-SƠ VĂN-BẢN --why LÝ-DO",
	"workfiles.shut":              "tramctl file reopen HỒ-SƠ --why LÝ-DO",
	"workfiles.no-such-file":      "tramctl file list",
	"workfiles.two-files":         "tramctl file list",
	"workfiles.no-reason":         "--why LÝ-DO",
	"numbering.not-begun":         "tramctl number open NĂM --anew",
	"copying.former-needed":       "tramctl verify --backup",
	"books.receipt-not-entered":   "--entered MÃ",
	"books.receipt-no-reason":     "--cancel LÝ-DO hoặc --lost VÌ-SAO",
	"station.not-written-in":      "tramctl emergency receipt SỐ --from NGƯỜI --given LÚC --matter VIỆC",
	"station.journal-moved":       "tramctl journal status",
	"station.turned-back":         "tramctl journal accept --because LÝ-DO",
}

// hinted adds the option or the verb of the terminal to what is to be done next: of options
// only those that the verb at work has.
func (t *terminal) hinted(f office.Failure) office.Failure {
	hint, known := hints[f.Name]
	if !known {
		hint, known = partHints[f.Part]
	}
	if !known {
		return f
	}
	var can []string
	for way := range strings.SplitSeq(hint, or) {
		if option, is := strings.CutPrefix(way, "--"); !is || t.has(strings.FieldsFunc(option, func(r rune) bool { return r == ' ' || r == ',' || r == ';' })[0]) {
			can = append(can, way)
		}
	}
	if len(can) > 0 {
		f.Next += " Trong lệnh: " + strings.Join(can, or) + "."
	}
	return f
}

// or stands between two ways of which one is enough.
const or = " hoặc "

// has tells whether the verb at work has an option.
func (t *terminal) has(option string) bool {
	return t.options != nil && t.options.Lookup(option) != nil
}
