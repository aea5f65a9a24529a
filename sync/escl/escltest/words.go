package escltest

import (
	"cmp"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// What a device says of itself, in the words of eSCL.

func sendXML(w http.ResponseWriter, document string) {
	w.Header().Set("Content-Type", "text/xml")
	io.WriteString(w, document)
}

func sendPage(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	io.WriteString(w, "<!DOCTYPE html><html><body>Login</body></html>")
}

func (d *Device) status() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.looks++
	state, jobs := "Idle", strings.Builder{}
	for i := len(d.jobs) - 1; i >= 0; i-- {
		j := d.jobs[i]
		said, made := j.state, j.given+d.more
		if said == "Processing" {
			state = "Processing"
		}
		if d.Odd.EarlyEnd && j.given > 0 {
			said = "Completed"
		}
		if d.Odd.NoCount {
			made = 0
		}
		fmt.Fprintf(&jobs, jobXML, j.id, j.id, made, j.holds, said)
	}
	for i := d.Odd.OldJobs; i > 0; i-- {
		fmt.Fprintf(&jobs, jobXML, strconv.Itoa(i), strconv.Itoa(i), 2, 0, [2]string{"Completed", "Aborted"}[i%2])
	}
	if d.looks <= d.Odd.Warming {
		state = "Testing"
	}
	feeder := ""
	if d.Simplex || d.DuplexFeed {
		feeder = "<scan:AdfState>" + d.feeder() + "</scan:AdfState>\n"
	}
	return fmt.Sprintf(statusXML, state, feeder, jobs.String())
}

const statusXML = `<?xml version="1.0" encoding="UTF-8"?>
<scan:ScannerStatus xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm">
<pwg:Version>2.5</pwg:Version>
<pwg:State>%s</pwg:State>
%s<scan:Jobs>
%s</scan:Jobs>
</scan:ScannerStatus>
`

const jobXML = `<scan:JobInfo><pwg:JobUri>/eSCL/ScanJobs/%s</pwg:JobUri><pwg:JobUuid>1876-%s</pwg:JobUuid><scan:Age>1</scan:Age><pwg:ImagesCompleted>%d</pwg:ImagesCompleted><pwg:ImagesToTransfer>%d</pwg:ImagesToTransfer><pwg:JobState>%s</pwg:JobState></scan:JobInfo>
`

func (d *Device) capabilities() string {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?>
<scan:ScannerCapabilities xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm">
<pwg:Version>2.0</pwg:Version>
<pwg:MakeAndModel>%s</pwg:MakeAndModel>
<pwg:SerialNumber>%s</pwg:SerialNumber>
<scan:Manufacturer>%s</scan:Manufacturer>
<scan:UUID>%s</scan:UUID>
`, d.Model, d.Serial, d.Make, cmp.Or(d.UUID, UUID))
	if d.Flatbed {
		fmt.Fprintf(&b, "<scan:Platen><scan:PlatenInputCaps>%s</scan:PlatenInputCaps></scan:Platen>\n", d.input())
	}
	if d.Simplex || d.DuplexFeed {
		b.WriteString("<scan:Adf>\n")
		if d.Simplex {
			fmt.Fprintf(&b, "<scan:AdfSimplexInputCaps>%s</scan:AdfSimplexInputCaps>\n", d.input())
		}
		if d.DuplexFeed {
			fmt.Fprintf(&b, "<scan:AdfDuplexInputCaps>%s</scan:AdfDuplexInputCaps>\n", d.input())
		}
		b.WriteString("<scan:AdfOptions><scan:AdfOption>DetectPaperLoaded</scan:AdfOption></scan:AdfOptions></scan:Adf>\n")
	}
	b.WriteString("</scan:ScannerCapabilities>\n")
	return b.String()
}

func (d *Device) input() string {
	var b strings.Builder
	fmt.Fprintf(&b, "<scan:MinWidth>10</scan:MinWidth><scan:MaxWidth>%d</scan:MaxWidth><scan:MinHeight>10</scan:MinHeight><scan:MaxHeight>%d</scan:MaxHeight><scan:SettingProfiles><scan:SettingProfile><scan:ColorModes>", d.Width, d.Height)
	for _, m := range d.Modes {
		fmt.Fprintf(&b, "<scan:ColorMode>%s</scan:ColorMode>", m)
	}
	b.WriteString("</scan:ColorModes><scan:DocumentFormats><pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat></scan:DocumentFormats><scan:SupportedResolutions><scan:DiscreteResolutions>")
	for _, n := range d.DPI {
		fmt.Fprintf(&b, "<scan:DiscreteResolution><scan:XResolution>%[1]d</scan:XResolution><scan:YResolution>%[1]d</scan:YResolution></scan:DiscreteResolution>", n)
	}
	b.WriteString("</scan:DiscreteResolutions></scan:SupportedResolutions></scan:SettingProfile></scan:SettingProfiles>")
	return b.String()
}
