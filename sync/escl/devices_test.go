package escl

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"tram/local/office"
	"tram/sync/escl/escltest"
)

// words opens what a real device said.
func words(t *testing.T, name string) *os.File {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "devices", name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

var (
	greyFirst  = []office.ScanMode{office.Grey, office.Colour, office.Lineart}
	colourGrey = []office.ScanMode{office.Colour, office.Grey}
	three      = []office.ScanMode{office.Colour, office.Grey, office.Lineart}
)

func TestTheCapabilitiesOfRealDevicesAreRead(t *testing.T) {
	jpegPDF := []string{"image/jpeg", "application/pdf", "image/jpeg", "application/pdf"}
	octet := []string{"image/jpeg", "application/octet-stream", "application/pdf", "image/jpeg", "application/octet-stream", "application/pdf"}
	m426 := &source{maxW: 2550, maxH: 4500, modes: colourGrey, dpi: []int{75, 200, 300}, formats: jpegPDF, ext: true}
	kyocera := []office.ScanMode{office.Lineart, office.Grey, office.Colour}
	ecosys := &source{maxW: 2551, maxH: 4205, modes: kyocera, dpi: []int{200, 300, 400, 600}, formats: jpegPDF[:2]}
	xerox := []string{"application/pdf", "image/jpeg", "image/tiff", "application/pdf", "image/jpeg", "image/tiff"}
	scanjet := []int{75, 150, 200, 240, 300, 400, 500, 600}
	for name, want := range map[string]caps{
		"HP-LaserJet-MFP-M426fdn-ScannerCapabilities.xml": {
			model: "HP LaserJet MFP M426fdn", serial: "SERIAL0001", contrast: &scale{-127, 127, 0},
			sources: map[office.ScanSource]*source{office.Feeder: m426, office.Duplex: m426,
				office.Flatbed: {maxW: 2550, maxH: 3508, modes: colourGrey, dpi: []int{75, 200, 300, 600, 1200}, formats: jpegPDF, ext: true}}},
		"Kyocera-ECOSYS-M2040dn-ScannerCapabilities.xml": {
			model: "Kyocera ECOSYS M2040dn", serial: "SERIAL0001", uuid: "00000000-0000-4000-8000-000000000001", hosts: []string{"KM7B6A91.local", "KM7B6A91.local"},
			sources: map[office.ScanSource]*source{office.Feeder: ecosys, office.Duplex: ecosys,
				office.Flatbed: {maxW: 2551, maxH: 3508, modes: kyocera, dpi: []int{200, 300, 400, 600}, formats: jpegPDF[:2]}}},
		"Xerox-B235-ScannerCapabilities.xml": {
			model: "Xerox(R) B235 MFP", maker: "Xerox", serial: "SERIAL0001", uuid: "00000000-0000-4000-8000-000000000001", hosts: []string{"ETE84DEC1C0C90.local.", "ETE84DEC1C0C90.local."},
			brightness: &scale{1, 9, 5}, contrast: &scale{0, 5, 0},
			sources: map[office.ScanSource]*source{
				office.Flatbed: {maxW: 2550, maxH: 3508, modes: three, dpi: []int{75, 150, 200, 300, 400, 600}, formats: xerox, ext: true},
				office.Feeder:  {maxW: 2550, maxH: 4200, modes: three, dpi: []int{75, 150, 200, 300, 400, 600}, formats: xerox, ext: true}}},
		"hp-scan-to-eSCL_ScannerCapabilities_Duplex.xml": {
			model: "HP ScanJet Pro 4500 fn1", serial: "SERIAL0001", uuid: "00000000-0000-4000-8000-000000000001", hosts: []string{"HPCB4F69.local.", "HPCB4F69.local."},
			brightness: &scale{0, 2000, 1000}, contrast: &scale{0, 2000, 1000},
			sources: map[office.ScanSource]*source{
				office.Flatbed: {maxW: 2550, maxH: 4200, modes: greyFirst, dpi: append(slices.Clone(scanjet), 1200), formats: octet, ext: true},
				office.Feeder:  {maxW: 2550, maxH: 36600, modes: greyFirst, dpi: scanjet, formats: octet, ext: true},
				office.Duplex:  {maxW: 2550, maxH: 4200, modes: greyFirst, dpi: scanjet, formats: octet, ext: true}}},
	} {
		got, err := readCaps(words(t, name))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(&want, got, cmp.AllowUnexported(caps{}, source{}, scale{})); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestTheStatusOfARealDeviceIsRead(t *testing.T) {
	job := func(n int, state string, images int, reason string) jobInfo {
		return jobInfo{uri: fmt.Sprintf("/eSCL/ScanJobs/%d", n), uuid: fmt.Sprintf("1876-000%d", n), state: state, images: images, waiting: 0, reasons: []string{reason}}
	}
	done, also := job(2, "Completed", 2, "JobCompletedSuccessfully"), job(1, "Completed", 2, "JobCompletedSuccessfully")
	for name, want := range map[string]status{
		"empty":      {state: "Idle", adf: "Empty"},
		"loaded":     {state: "Idle", adf: "Loaded", jobs: []jobInfo{also}},
		"processing": {state: "Processing", adf: "Empty", jobs: []jobInfo{job(2, "Processing", 1, "JobScanning"), also}},
		"completed":  {state: "Processing", adf: "Empty", jobs: []jobInfo{done, also}},
	} {
		got, err := readStatus(words(t, "hp-scan-to-eSCL_ScannerStatus_"+name+".xml"))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(&want, got, cmp.AllowUnexported(status{}, jobInfo{})); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if name == "processing" && (got.job("/eSCL/ScanJobs/2").state != "Processing" || got.job("/eSCL/ScanJobs/1").state != "Completed" || got.job("/eSCL/ScanJobs/3") != nil) {
			t.Errorf("a job is looked up by something else than its place")
		}
	}
}

// Other documents of a device are read as what they are not, and refused.
func TestADocumentOfAnotherKindIsRefused(t *testing.T) {
	for _, name := range []string{"hp-scan-to-EsclManifest_widePro_477.xml", "hp-scan-to-eSCL_ScanImageInfo.xml", "hp-scan-to-eSCL_ScanJob_adf_duplex_job.xml"} {
		root, err := readXML(words(t, name))
		if err != nil || root.name == "" {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := readCaps(words(t, name)); err == nil {
			t.Errorf("%s passes as capabilities", name)
		}
		if _, err := readStatus(words(t, name)); err == nil {
			t.Errorf("%s passes as a status", name)
		}
	}
}

// exchange is a question of a trace, and its answer.
type exchange struct {
	method, path string
	host         string
	code         int
	head         http.Header
	body         string
}

// trace reads what sane-airscan wrote down of a scan.
func trace(t *testing.T, name string) (all []exchange) {
	b, err := io.ReadAll(words(t, name))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range strings.Split(strings.ReplaceAll(string(b), "\r", ""), "==============================\n")[1:] {
		asked, answer, is := strings.Cut(part, "\nStatus: ")
		method, place, isURL := strings.Cut(strings.SplitN(asked, "\n", 2)[0], " ")
		u, err := url.Parse(place)
		if !is || !isURL || err != nil || u.Host == "" {
			continue
		}
		head, body, _ := strings.Cut(answer, "\n\n")
		lines := strings.Split(head, "\n")
		code, err := strconv.Atoi(strings.Fields(lines[0])[0])
		if err != nil {
			t.Fatalf("%s: %q", name, lines[0])
		}
		e := exchange{method: method, path: u.Path, host: u.Host, code: code, head: http.Header{}, body: body}
		if code == http.StatusCreated {
			e.method = http.MethodPost // one trace tells the question after a redirect
		}
		for _, l := range lines[1:] {
			key, value, _ := strings.Cut(l, ": ")
			e.head.Set(key, value)
		}
		all = append(all, e)
	}
	return all
}

// replay answers as the device of a trace did, with a page of ours.
func replay(t *testing.T, all []exchange, pixels size) (http.Handler, *[]string) {
	asked := &[]string{}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		*asked = append(*asked, r.Method+" "+r.URL.Path)
		i := slices.IndexFunc(all, func(e exchange) bool { return e.method == r.Method && e.path == r.URL.Path })
		if strings.HasSuffix(r.URL.Path, "/ScannerStatus") {
			io.WriteString(w, `<s:ScannerStatus xmlns:s="s"><State>Idle</State></s:ScannerStatus>`)
			return
		}
		if i < 0 {
			http.NotFound(w, r)
			return
		}
		e := all[i]
		for key := range e.head {
			if key != "Content-Length" && key != "Transfer-Encoding" && key != "Connection" && key != "Upgrade" {
				w.Header().Set(key, e.head.Get(key))
			}
		}
		var document []byte
		if strings.HasPrefix(e.head.Get("Content-Type"), "image/") {
			document = escltest.Page(escltest.Side{Sheet: 1}, pixels.w, pixels.h)
		} else if before, _, is := strings.Cut(e.body, "</scan:ScannerCapabilities>"); is {
			document = []byte(before + "</scan:ScannerCapabilities>")
		}
		if e.head.Get("Content-Encoding") == "gzip" {
			var b bytes.Buffer
			z := gzip.NewWriter(&b)
			z.Write(document)
			z.Close()
			document = b.Bytes()
		}
		w.WriteHeader(e.code)
		w.Write(document)
	}), asked
}

type size struct{ w, h int }

func TestTheTracesOfRealDevicesPlayedAgainGiveTheirPage(t *testing.T) {
	for name, want := range map[string]struct {
		model, asked string
		dpi          []int
		high         float64
	}{
		"trace-Canon-D570.log":                    {"CND570", "/eSCL/ScanJobs/375f7b68-2da0-11ea-8a39-74bfc0200d3b", []int{75, 150, 300}, 297},
		"trace-HP.DeskJet.2540-ippusbxd-1200.log": {"xxxx", "/eSCL/ScanJobs/1cacda24-6154-1f09-84f6-5cb901e7ddc7", []int{75, 100, 200, 300, 600, 1200, 2400}, 297},
		"trace-HP.DeskJet.2540-ippusbxd-300.log":  {"xxxx", "/eSCL/ScanJobs/1c85369c-b834-1f08-9d0d-5cb901e7ddc7", []int{75, 100, 200, 300, 600, 1200, 2400}, 297},
		"trace-Kyocera-ECOSYS-M2040dn.log":        {"Kyocera ECOSYS M2040dn", "/eSCL/ScanJobs/urn:uuid:4509a320-00a0-008f-00b6-0055c940a421", []int{200, 300, 400, 600}, 356},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				all := trace(t, name)
				device, asked := replay(t, all, size{255, 351})
				d := New(office.SystemClock{})
				d.dialWith(escltest.Serve(t, device).Dial)
				d.lookup, d.browse = nil, func(context.Context) ([]announced, error) { return nil, nil }
				s, err := d.At(t.Context(), "http://"+all[0].host)
				if err != nil || s.Name != want.model || !slices.Equal(s.Offers.DPI, want.dpi) || !slices.Contains(s.Offers.Modes, office.Colour) || s.Offers.MaxH != want.high {
					t.Fatalf("%+v, %v", s, err)
				}
				w := wish(office.Flatbed)
				w.Scanner, w.DPI = s.ID, 300
				sides, _, end, err := scan(t, d, w)
				if err != nil || end != office.ScanAsked || len(sides) != 1 {
					t.Errorf("%v, %q, %v", sides, end, err)
				}
				if !slices.Contains(*asked, "GET "+want.asked+"/NextDocument") || !slices.Contains(*asked, "DELETE "+want.asked) {
					t.Errorf("asked %q", *asked)
				}
			})
		})
	}
}

// TestEachWordOfARealDeviceIsRead: none of the documents that were collected from real
// devices lies here unread.
func TestEachWordOfARealDeviceIsRead(t *testing.T) {
	all, err := os.ReadDir(filepath.Join("testdata", "devices"))
	if err != nil {
		t.Fatal(err)
	}
	read := map[string]int{}
	for _, e := range all {
		var kind string
		var err error
		name := e.Name()
		switch f := words(t, name); {
		case name == "SOURCES.md":
			continue
		case strings.HasPrefix(name, "trace-"):
			kind = "traces"
			if told := trace(t, name); len(told) < 4 || !slices.ContainsFunc(told, func(e exchange) bool { return strings.HasSuffix(e.path, "/NextDocument") }) {
				err = fmt.Errorf("%d questions", len(told))
			}
		case strings.Contains(name, "ScannerCapabilities"):
			kind = "capabilities"
			_, err = readCaps(f)
		case strings.Contains(name, "ScannerStatus"):
			kind = "status"
			_, err = readStatus(f)
		default:
			kind = "others"
			_, err = readXML(f)
		}
		read[kind]++
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if want := map[string]int{"capabilities": 4, "status": 4, "traces": 4, "others": 3}; !maps.Equal(read, want) {
		t.Errorf("read %v", read)
	}
}
