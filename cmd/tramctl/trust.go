package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"slices"

	"tram/local/office"
	"tram/local/station"
)

// trusted is what the office relies on: the authorities by which signatures are
// judged, and the keys by which codes on paper are.
type trusted struct {
	Roots []office.TrustedRoot `json:"roots"`
	Keys  []office.StationKey  `json:"keys"`
	Notes []string             `json:"notes,omitempty"`
	all   bool                 // it is all that the office relies on
}

func (l trusted) print(w io.Writer) {
	for _, r := range l.Roots {
		fmt.Fprintf(w, "%s  chứng thư gốc  %s  hết hạn %s\n", r.ID, r.Name, r.ValidTo.In(office.VietNam).Format("02/01/2006"))
	}
	for _, k := range l.Keys {
		fmt.Fprintf(w, "%s  khóa trạm %s  %s%s\n", k.ID, k.KeyID, k.Office, keySaid(k))
	}
	if l.all && len(l.Roots)+len(l.Keys) == 0 {
		fmt.Fprintln(w, "Chưa tin cậy chứng thư gốc hay khóa trạm nào. Hãy nhập chứng thư gốc chuyên dùng công vụ bằng “tramctl trust add TỆP”.")
	}
	for _, n := range l.Notes {
		fmt.Fprintln(w, n)
	}
}

func keySaid(k office.StationKey) string {
	switch {
	case k.Ours:
		return " (của trạm này)"
	case k.CertifiedBy != "":
		return " (do " + k.CertifiedBy + " chứng nhận)"
	}
	return " (chưa có ai chứng nhận)"
}

// trust lists, adds and removes what the office relies on, and hands out the
// key of this station.
func trust(set *flag.FlagSet) action {
	out := addOutput(set, "o", "tệp khóa trạm để gửi cơ quan khác (với export)")
	k := addKeyFlags(set)
	words := map[string]int{"list": 1, "add": 2, "remove": 2, "export": 1, "certify": 1}
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) == 0 || len(args) != words[args[0]] || (args[0] == "export") != (out.path != "") {
			return nil, errUsage
		}
		if err := out.free(t.folder()); err != nil {
			return nil, err
		}
		return t.ready(ctx, func(s *station.Station) (result, error) {
			l := trusted{Roots: []office.TrustedRoot{}, Keys: []office.StationKey{}}
			var err error
			switch args[0] {
			case "list":
				err = l.read(ctx, s)
			case "add":
				err = l.add(ctx, s, args[1])
			case "remove":
				err = l.remove(ctx, s, args[1])
			case "export":
				err = l.export(ctx, s, out)
			case "certify":
				err = l.certify(ctx, t, s, k)
			}
			return l, err
		})
	}
}

func (l *trusted) read(ctx context.Context, s *station.Station) error {
	roots, err := s.Roots(ctx)
	if err != nil {
		return err
	}
	keys, err := s.StationKeys(ctx)
	l.Roots, l.Keys, l.all = append(l.Roots, roots...), append(l.Keys, keys...), true
	return err
}

// add takes a file for what it is: the key of a station, or certificates.
func (l *trusted) add(ctx context.Context, s *station.Station, path string) error {
	if station.IsKeyFile(path) {
		key, notes, err := s.ImportStationKey(ctx, path)
		l.Keys, l.Notes = append(l.Keys, key), notes
		return err
	}
	roots, err := s.AddRoots(ctx, path)
	l.Roots = append(l.Roots, roots...)
	return err
}

func (l *trusted) remove(ctx context.Context, s *station.Station, name string) error {
	keys, err := s.StationKeys(ctx)
	if err != nil {
		return err
	}
	if i := slices.IndexFunc(keys, func(k office.StationKey) bool { return string(k.ID) == name || k.KeyID == name }); i >= 0 {
		gone, err := s.RetireStationKey(ctx, keys[i].ID)
		l.Keys = append(l.Keys, gone)
		return err
	}
	gone, err := s.RemoveRoot(ctx, name)
	l.Roots = append(l.Roots, gone)
	return err
}

func (l *trusted) export(ctx context.Context, s *station.Station, to *output) error {
	b, err := s.ExportStationKey(ctx)
	if err != nil {
		return err
	}
	err = to.write(0o644, b)
	l.Notes = []string{"Đã ghi tệp khóa: " + to.path + ". Trong tệp không có bí mật; hãy trao tận tay hoặc để cơ quan kia so mã khóa qua điện thoại."}
	return err
}

func (l *trusted) certify(ctx context.Context, t *terminal, s *station.Station, k *keyFlags) error {
	if err := k.open(ctx, t, s); err != nil {
		return err
	}
	key, err := s.CertifyStationKey(ctx)
	l.Keys = append(l.Keys, key)
	return err
}
