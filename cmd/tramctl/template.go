package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"strings"

	"tram/local/office"
	"tram/local/station"
)

// templated is a draft that was set in the form of its type.
type templated struct {
	office.DraftForm
	File string `json:"file,omitempty"`
}

func (d templated) print(w io.Writer) {
	fmt.Fprintln(w, d.Form)
	for _, f := range []struct{ name, value string }{
		{"Cơ quan chủ quản", d.Upper}, {"Địa danh", d.Place}, {"Thẩm quyền ban hành", d.Authority}, {"Căn cứ", d.Grounds}, {"Nơi nhận", d.To},
		{"Quyền hạn", d.Capacity}, {"Chức vụ", d.Position}, {"Người ký", d.Signer}, {"Đơn vị soạn thảo", d.Unit},
	} {
		if f.value != "" {
			fmt.Fprintf(w, "  %s: %s\n", f.name, visible(strings.ReplaceAll(f.value, "\n", "; ")))
		}
	}
	if d.Say != "" {
		fmt.Fprintln(w, visible(d.Say))
	}
	if d.File != "" {
		fmt.Fprintln(w, "Đã ghi "+d.File)
	}
}

// template is what was typed for a draft.
type template struct {
	out   *output
	typed office.DraftWish
}

func (d *template) fields(of *office.DraftWish) map[string]*string {
	return map[string]*string{"upper": &of.Upper, "place": &of.Place, "authority": &of.Authority, "grounds": &of.Grounds, "recipients": &of.To,
		"capacity": &of.Capacity, "position": &of.Position, "signer": &of.Signer, "unit": &of.Unit}
}

// addTemplate adds the flags of a draft. Where there may be several of something, a semicolon parts them.
func addTemplate(set *flag.FlagSet) *template {
	d := &template{out: addOutput(set, "o", "tệp .docx mới (với template)")}
	says := map[string]string{"upper": "cơ quan chủ quản trực tiếp", "place": "địa danh", "authority": "thẩm quyền ban hành", "grounds": "căn cứ, cách nhau bằng dấu ;",
		"recipients": "kính gửi, nơi nhận, cách nhau bằng dấu ;", "capacity": "quyền hạn của người ký: \"TM. Ủy ban nhân dân; KT. Chủ tịch\"", "position": "chức vụ của người ký", "signer": "người ký", "unit": "đơn vị soạn thảo, viết tắt"}
	for name, into := range d.fields(&d.typed) {
		set.StringVar(into, name, "", says[name]+" (với template)")
	}
	return d
}

// write fills the form of a document by its register and by what was typed, and writes it; without a
// file it tells what would be filled in.
func (d *template) write(ctx context.Context, t *terminal, s *station.Station, id office.ID) (result, error) {
	is, err := s.DraftFormOf(ctx, id)
	if err != nil {
		return nil, err
	}
	filled := d.fields(&is.DraftWish)
	for name, typed := range d.fields(&d.typed) {
		if *typed != "" {
			*filled[name] = strings.ReplaceAll(*typed, ";", "\n")
		}
	}
	if d.out.path == "" {
		return templated{is, ""}, nil
	}
	err = d.out.through(t.folder(), func(path string) error { return s.SaveDraft(ctx, is.DraftWish, path) })
	return templated{is, d.out.path}, err
}
