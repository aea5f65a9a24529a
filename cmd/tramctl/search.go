package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"tram/local/office"
	"tram/local/station"
)

// searchWords are the flags of the verb.
type searchWords struct {
	kind, register, kindOf, issuer, holder string
	state, from, to                        string
	save, saved, forget                    string
	names                                  bool
	year, limit                            int
	file                                   *output
}

// searchKinds are what people call kinds that they search among.
var searchKinds = map[string]office.Kind{
	"document": office.KindRegistered, "van ban": office.KindRegistered, "file": office.KindWorkFile, "ho so": office.KindWorkFile, "ho so cong viec": office.KindWorkFile,
	"record": office.KindConversion, "so hoa": office.KindConversion,
}

// search finds records of all kinds, and keeps what somebody searches for again and again.
func search(set *flag.FlagSet) action {
	w := &searchWords{file: addOutput(set, "o", "ghi tất cả những gì tìm được ra tệp mới: .xlsx, .docx, .pdf, .csv hoặc .json")}
	set.IntVar(&w.limit, "limit", rowsShown, "số dòng nhiều nhất, mặc định 50")
	set.StringVar(&w.kind, "kind", "", "chỉ văn bản trong sổ (document), hồ sơ công việc (file), hồ sơ số hóa (record), hoặc một loại bản ghi khác")
	set.StringVar(&w.register, "register", "", "chỉ một sổ: in, out, internal, copies, post")
	set.IntVar(&w.year, "year", 0, "chỉ một năm")
	set.StringVar(&w.kindOf, "type", "", "chỉ một loại văn bản, ví dụ QĐ")
	set.StringVar(&w.issuer, "issuer", "", "chỉ của một cơ quan; viết phần đầu của tên là đủ")
	set.StringVar(&w.holder, "holder", "", "chỉ văn bản mà người này đang giữ")
	set.StringVar(&w.state, "state", "", "chỉ một tình trạng, ví dụ “Trong sổ”, “Đang mở”")
	set.StringVar(&w.from, "from", "", "từ ngày (của văn bản, hoặc ngày vào sổ)")
	set.StringVar(&w.to, "to", "", "đến hết ngày")
	set.StringVar(&w.save, "save", "", "lưu lần tìm này dưới một tên")
	set.StringVar(&w.saved, "saved", "", "tìm lại theo một lần tìm đã lưu")
	set.StringVar(&w.forget, "forget", "", "bỏ một lần tìm đã lưu")
	set.BoolVar(&w.names, "names", false, "các lần tìm đã lưu")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if w.limit <= 0 {
			return nil, errUsage
		}
		text := strings.Join(args, " ")
		switch {
		case w.names || w.forget != "" || w.saved != "":
			if text != "" || w.save != "" || w.narrows() {
				return nil, errUsage
			}
		case text == "" && !w.narrows():
			return nil, errUsage
		}
		return t.ready(ctx, func(s *station.Station) (result, error) { return w.do(ctx, s, text) })
	}
}

func (w *searchWords) narrows() bool {
	return w.kind+w.register+w.kindOf+w.issuer+w.holder+w.state+w.from+w.to != "" || w.year != 0
}

func (w *searchWords) do(ctx context.Context, s *station.Station, text string) (result, error) {
	if w.forget != "" {
		if err := s.DropSearch(ctx, w.forget); err != nil {
			return nil, err
		}
	}
	if w.names || w.forget != "" {
		all, err := s.SavedSearches(ctx)
		return savedSearches{append([]office.SavedSearch{}, all...)}, err
	}
	wish, err := w.wish(ctx, s, text)
	if err != nil {
		return nil, err
	}
	if w.save != "" {
		if err := s.SaveSearch(ctx, w.save, wish); err != nil {
			return nil, err
		}
	}
	if w.file.path != "" {
		var told foundWritten
		err := w.file.through(s.Home(), func(path string) (err error) {
			told.FoundWritten, err = s.SaveFound(ctx, wish, path, "")
			return err
		})
		told.File = w.file.path
		return told, err
	}
	return searched(ctx, s, wish, w.limit)
}

// wish is what was typed, or was kept under a name.
func (w *searchWords) wish(ctx context.Context, s *station.Station, text string) (wish office.SearchWish, err error) {
	if w.saved != "" {
		return savedWish(ctx, s, w.saved)
	}
	wish = office.SearchWish{Text: text, Kind: office.Kind(w.kind), Issuer: w.issuer, State: w.state, Year: w.year, Flow: office.Flow(w.register)}
	if kind, known := searchKinds[office.Fold(w.kind)]; known {
		wish.Kind = kind
	}
	if w.register != "" && !slices.Contains(office.Flows, wish.Flow) {
		return wish, errUsage
	}
	if w.kindOf != "" {
		types, err := station.DocumentTypes()
		if err != nil {
			return wish, err
		}
		t, err := office.FindType(types, w.kindOf)
		if err != nil {
			return wish, err
		}
		wish.Type = t.Code
	}
	if wish.From, err = office.ParseDate(w.from); err != nil {
		return wish, err
	}
	if wish.To, err = office.ParseDate(w.to); err != nil {
		return wish, err
	}
	wish.Holder, err = personCalled(ctx, s, w.holder)
	return wish, err
}

func savedWish(ctx context.Context, s *station.Station, name string) (office.SearchWish, error) {
	all, err := s.SavedSearches(ctx)
	if err != nil {
		return office.SearchWish{}, err
	}
	for _, saved := range all {
		if office.Fold(saved.Name) == office.Fold(strings.TrimSpace(name)) {
			return saved.Wish, nil
		}
	}
	return office.SearchWish{}, station.SearchUnknown.About(name)
}

// found is what one search over all kinds found.
type found struct {
	rows
	Lines []office.FoundLine `json:"found"`           // records of kinds that are no conversion
	Meant []string           `json:"meant,omitempty"` // the stretches of days that were understood
}

func searched(ctx context.Context, s *station.Station, wish office.SearchWish, limit int) (result, error) {
	f, err := s.Search(ctx, wish, limit)
	if err != nil {
		return nil, err
	}
	told := found{rows{append([]office.Row{}, f.Rows...), f.More}, append([]office.FoundLine{}, f.Lines...), f.Meant}
	for i := range told.Rows {
		if e := &told.Rows[i].Excerpt; e.Line != "" {
			e.Page++ // as all verbs count pages, and as people do
		}
	}
	return told, nil
}

func (f found) print(w io.Writer) {
	for _, said := range f.Meant {
		fmt.Fprintln(w, "Hiểu là: "+said+".")
	}
	if len(f.Rows) > 0 || len(f.Lines) == 0 {
		rows{f.Rows, false}.print(w)
	}
	for _, l := range f.Lines {
		fmt.Fprintf(w, "%s  %-10s  %s: %s", l.ID, office.DaySaid(cmp.Or(l.Met, l.At)), l.Word, visible(l.Title))
		if l.Below != "" {
			fmt.Fprint(w, "  ("+visible(l.Below)+")")
		}
		fmt.Fprintln(w, strings.TrimRight("  "+l.Stands, " "))
	}
	if f.More {
		fmt.Fprintln(w, "Còn nữa: thêm --limit để xem nhiều hơn, hoặc -o TỆP để ghi ra tất cả.")
	}
}

type foundWritten struct {
	office.FoundWritten
	File string `json:"file"`
}

func (f foundWritten) print(w io.Writer) {
	fmt.Fprintf(w, "Đã ghi %d mục vào %s\n", f.FoundWritten.Rows, f.File)
	if f.More {
		fmt.Fprintln(w, "Còn nữa: tệp chỉ có phần đầu. Hãy tìm hẹp hơn.")
	}
}

type savedSearches struct {
	Searches []office.SavedSearch `json:"searches"`
}

func (s savedSearches) print(w io.Writer) {
	for _, one := range s.Searches {
		fmt.Fprintf(w, "%s: %s\n", one.Name, cmp.Or(one.Wish.Text, "(chỉ lọc)"))
	}
	if len(s.Searches) == 0 {
		fmt.Fprintln(w, "Bạn chưa lưu lần tìm nào.")
	}
}
