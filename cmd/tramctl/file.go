package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/station"
	"tram/local/workfiles"
)

// fileTold is a work file with what lies in it.
type fileTold struct{ office.FileContents }

func (f fileTold) print(w io.Writer) {
	fmt.Fprintf(w, "%s  %s  %s\n  %s · %s · %d văn bản, %d trang\n", f.ID, f.Notation, visible(f.Title), workfiles.StatesSaid[f.State], f.Retention.Said(), len(f.Documents), f.Pages)
	if f.Frozen {
		fmt.Fprintln(w, "  Đang đóng băng: có văn bản bị hủy, thu hồi mà chưa ai xem xét.")
	}
	for _, said := range f.Remarks {
		fmt.Fprintf(w, "  %s\n", said)
	}
	for _, d := range f.Documents {
		number := d.Document.Numbered()
		if number == "" {
			number = d.Document.Said()
		}
		fmt.Fprintf(w, "%4d  %s  %s  %s", d.Ordinal, d.Document.ID, number, visible(d.Document.Document.Subject))
		if d.Recalled() {
			fmt.Fprint(w, "  (đã hủy, thu hồi)")
		}
		if d.Late {
			fmt.Fprint(w, "  (tới sau khi kết thúc)")
		}
		fmt.Fprintln(w)
	}
}

// filesTold are the files of a year.
type filesTold struct {
	Year   int                 `json:"year"`
	Files  []office.FileStands `json:"files"`
	Hidden int                 `json:"hidden,omitempty"`
}

func (f filesTold) print(w io.Writer) {
	if len(f.Files) == 0 {
		fmt.Fprintf(w, "Chưa có hồ sơ nào của năm %d.\n", f.Year)
	}
	for _, one := range f.Files {
		fmt.Fprintf(w, "%s  %s  %s  %s, %d văn bản", one.ID, one.Notation, visible(one.Title), workfiles.StatesSaid[one.State], one.Documents)
		if one.Doubled {
			fmt.Fprint(w, "; hai hồ sơ mang số này")
		}
		if one.Apart {
			fmt.Fprint(w, "; hai máy sửa khác nhau, chưa ai chọn bản nào")
		}
		fmt.Fprintln(w)
	}
	if f.Hidden > 0 {
		fmt.Fprintf(w, "Còn %d hồ sơ mà bạn không được xem.\n", f.Hidden)
	}
}

// filePlanTold is the list of a year.
type filePlanTold struct {
	Year  int                  `json:"year"`
	Lines []office.PlannedFile `json:"lines"`
}

func (p filePlanTold) print(w io.Writer) {
	if len(p.Lines) == 0 {
		fmt.Fprintf(w, "Danh mục hồ sơ năm %d chưa có dòng nào.\n", p.Year)
	}
	for _, l := range p.Lines {
		fmt.Fprintf(w, "%s  %s  %s  %s, %s\n", l.ID, l.Notation(), visible(l.Title), l.Retention.Said(), visible(l.Creator))
	}
}

// fileWritten is what was written out of a file.
type fileWritten struct {
	File string `json:"file"`
	office.FileWritten
	Package bool `json:"package,omitempty"`
}

func (f fileWritten) print(w io.Writer) {
	fmt.Fprintf(w, "Đã lưu %s: %d văn bản", f.File, f.Documents)
	if f.Package {
		fmt.Fprintf(w, ", %d tệp", f.Files)
		if f.Without > 0 {
			fmt.Fprintf(w, "; %d văn bản không có tệp nào ở đây, gói chỉ có thông tin của chúng", f.Without)
		}
	}
	fmt.Fprintln(w, ".")
}

// fileLooked are those who looked into a file.
type fileLooked struct {
	Looks []office.FileLooks `json:"looks"`
}

func (f fileLooked) print(w io.Writer) {
	if len(f.Looks) == 0 {
		fmt.Fprintln(w, "Máy này chưa ghi lượt xem nào của hồ sơ.")
	}
	for _, l := range f.Looks {
		fmt.Fprintf(w, "%s: xem %d lần, xuất %d lần, lần cuối %s\n", visible(l.Who), l.Seen, l.Taken, l.Last.In(office.VietNam).Format("15:04 02/01/2006"))
	}
}

// rightsTold are changes of rights that a person has seen now.
type rightsTold struct {
	Changes []office.FileRight `json:"changes"`
}

func (r rightsTold) print(w io.Writer) {
	if len(r.Changes) == 0 {
		fmt.Fprintln(w, "Không có thay đổi quyền nào đối với hồ sơ mà bạn chưa xem.")
	}
	for _, c := range r.Changes {
		fmt.Fprintln(w, visible(c.Said))
	}
}

// fileVersions are what stations made of a file apart.
type fileVersions struct {
	Versions []office.Version `json:"versions"`
}

func (f fileVersions) print(w io.Writer) {
	if len(f.Versions) < 2 {
		fmt.Fprintln(w, "Hồ sơ chỉ có một bản, không phải chọn.")
		return
	}
	for i, v := range f.Versions {
		fmt.Fprintf(w, "%s  %s", v.Entry, visible(v.Said))
		if i == 0 {
			fmt.Fprint(w, ", đang hiện")
		}
		fmt.Fprintln(w)
		for _, d := range v.Differs {
			fmt.Fprintf(w, "  %s\n", visible(d.Said()))
		}
	}
}

// fileWishes are what was typed of work files.
type fileWishes struct {
	f                           office.WorkFile
	line                        office.PlannedFile
	keep, day, why, to, out, by string
	readers, keepers            string
	year, pages                 int
	note                        string
	store                       *station.Station
	clerk                       office.Clerk
}

// fileVerb keeps the work files of the office.
func fileVerb(set *flag.FlagSet) action {
	w := &fileWishes{}
	set.IntVar(&w.year, "year", 0, "năm; bỏ trống là năm nay")
	set.StringVar(&w.f.Title, "title", "", "tiêu đề hồ sơ")
	set.StringVar(&w.keep, "retention", "", "thời hạn bảo quản: “Vĩnh viễn”, “20 năm”")
	set.StringVar(&w.f.Creator, "creator", "", "người lập hồ sơ")
	set.StringVar(&w.f.Use, "use", "", "chế độ sử dụng (với new)")
	set.StringVar(&w.f.Language, "language", "", "ngôn ngữ (với new)")
	set.StringVar(&w.note, "note", "", "ghi chú")
	set.StringVar(&w.line.Heading, "heading", "", "đề mục lớn (với plan add)")
	set.StringVar(&w.line.Part, "part", "", "đề mục nhỏ (với plan add)")
	set.StringVar(&w.line.Abbreviation, "short", "", "chữ viết tắt của đề mục lớn (với plan add)")
	set.IntVar(&w.pages, "pages", 0, "số trang của văn bản (với add, count)")
	set.StringVar(&w.day, "date", "", "ngày: 23/11/2026")
	set.StringVar(&w.why, "why", "", "lý do")
	set.StringVar(&w.to, "to", "", "bên nhận (với hand-in)")
	set.StringVar(&w.readers, "read", "", "những người được xem, cách nhau bằng dấu phẩy (với rights)")
	set.StringVar(&w.keepers, "keep", "", "những người được thay đổi, cách nhau bằng dấu phẩy (với rights)")
	set.StringVar(&w.out, "o", "", "tệp mới: .pdf, .xlsx (mục lục), .xml (dữ liệu), .zip (gói nộp lưu trữ)")
	set.StringVar(&w.by, "clerk", "", "người làm")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) == 0 {
			return nil, errUsage
		}
		do, known := fileTasks[args[0]]
		if !known || len(args)-1 < do.least || len(args)-1 > do.most {
			return nil, errUsage
		}
		return t.ready(ctx, func(s *station.Station) (result, error) {
			if w.year == 0 {
				w.year = time.Now().In(office.VietNam).Year()
			}
			if w.day != "" {
				day, err := time.Parse("2/1/2006", w.day)
				if err != nil {
					return nil, badDay.About("--date", w.day)
				}
				w.day = day.Format(time.DateOnly)
			}
			w.store = s
			return do.run(w, ctx, args[1:])
		})
	}
}

// mostVersions bounds how many versions of a file are named in one line.
const mostVersions = 100

// fileWay does a task with what was typed of it.
type fileWay = func(w *fileWishes, ctx context.Context, args []string) (result, error)

// onOne does a task with one file.
type onOne = func(w *fileWishes, ctx context.Context, id office.ID, args []string) (result, error)

// fileTask is one task of the verb, with how many words follow its name.
type fileTask struct {
	least, most int
	run         fileWay
}

var fileTasks = map[string]fileTask{
	"plan": {0, 2, (*fileWishes).plan}, "new": {1, 1, changing((*fileWishes).open)}, "list": {0, 0, (*fileWishes).list}, "show": {1, 1, onFile((*fileWishes).show)},
	"add": {2, 2, changingFile((*fileWishes).add)}, "count": {2, 2, changingFile((*fileWishes).count)}, "remove": {2, 2, changingFile((*fileWishes).remove)}, "looked": {2, 2, changingFile((*fileWishes).looked)},
	"close": {1, 1, changingFile((*fileWishes).shut)}, "reopen": {1, 1, changingFile((*fileWishes).reopen)}, "keep-back": {1, 1, changingFile((*fileWishes).keepBack)},
	"hand-in": {1, 1, changingFile((*fileWishes).handIn)}, "destroy": {1, 1, changingFile((*fileWishes).destroy)}, "rights": {1, 1, changingFile((*fileWishes).rights)},
	"told": {0, 0, changing((*fileWishes).told)}, "looks": {1, 1, onFile((*fileWishes).looks)}, "versions": {1, 1, onFile((*fileWishes).versions)},
	"settle": {3, mostVersions, changingFile((*fileWishes).settle)}, "export": {0, 1, (*fileWishes).export},
}

// changing finds out who does it.
func changing(do fileWay) fileWay {
	return func(w *fileWishes, ctx context.Context, args []string) (_ result, err error) {
		if w.clerk, err = clerkNamed(ctx, w.store, w.by); err != nil {
			return nil, err
		}
		return do(w, ctx, args)
	}
}

// onFile finds the file that is named first.
func onFile(do onOne) fileWay {
	return func(w *fileWishes, ctx context.Context, args []string) (result, error) {
		id, err := w.store.FileNamed(ctx, args[0], w.year)
		if err != nil {
			return nil, err
		}
		return do(w, ctx, id, args[1:])
	}
}

func changingFile(do onOne) fileWay { return changing(onFile(do)) }

// retention reads what was typed; nothing typed is none.
func (w *fileWishes) retention() (office.Retention, error) {
	if w.keep == "" {
		return 0, nil
	}
	r, is := office.ParseRetention(w.keep)
	if !is {
		return 0, badFlagValue.About("--retention", w.keep)
	}
	return r, nil
}

func (w *fileWishes) plan(ctx context.Context, args []string) (result, error) {
	switch {
	case len(args) == 0 && w.out != "":
		return shelved{File: w.out}, w.store.SaveFilePlan(ctx, w.year, w.out, w.by)
	case len(args) == 0:
	case len(args) == 1 && args[0] == "add":
		if _, err := changing((*fileWishes).planAdd)(w, ctx, nil); err != nil {
			return nil, err
		}
	case len(args) == 2 && args[0] == "drop":
		if _, err := changing((*fileWishes).planDrop)(w, ctx, args[1:]); err != nil {
			return nil, err
		}
	default:
		return nil, errUsage
	}
	all, err := w.store.FilePlan(ctx, w.year)
	return filePlanTold{w.year, all}, err
}

func (w *fileWishes) planAdd(ctx context.Context, _ []string) (_ result, err error) {
	if w.line.Retention, err = w.retention(); err != nil {
		return nil, err
	}
	w.line.Year, w.line.Title, w.line.Creator, w.line.Note = w.year, w.f.Title, w.f.Creator, w.note
	_, err = w.store.PlanFile(ctx, w.clerk, w.line)
	return nil, err
}

func (w *fileWishes) planDrop(ctx context.Context, args []string) (result, error) {
	return nil, w.store.DropPlannedFile(ctx, w.clerk, office.ID(args[0]))
}

func (w *fileWishes) open(ctx context.Context, args []string) (result, error) {
	var err error
	if w.f.Retention, err = w.retention(); err != nil {
		return nil, err
	}
	w.f.Notation, w.f.Year, w.f.Note, w.f.Opened = args[0], w.year, w.note, w.day
	f, err := w.store.OpenFile(ctx, w.clerk, w.f)
	return fileTold{office.FileContents{WorkFile: f}}, err
}

func (w *fileWishes) list(ctx context.Context, _ []string) (result, error) {
	if w.out != "" {
		return shelved{File: w.out}, w.store.SaveFilesList(ctx, w.year, w.out, w.by)
	}
	all, hidden, err := w.store.FilesOfYear(ctx, w.year)
	return filesTold{w.year, all, hidden}, err
}

func (w *fileWishes) show(ctx context.Context, id office.ID, _ []string) (result, error) {
	c, err := w.store.FileContents(ctx, id)
	return fileTold{c}, err
}

// shown shows a file after a change in it.
func (w *fileWishes) shown(ctx context.Context, id office.ID, err error) (result, error) {
	if err != nil {
		return nil, err
	}
	return w.show(ctx, id, nil)
}

func (w *fileWishes) add(ctx context.Context, id office.ID, args []string) (result, error) {
	_, err := w.store.AddToFile(ctx, w.clerk, id, office.ID(args[0]), w.pages, w.note)
	return w.shown(ctx, id, err)
}

func (w *fileWishes) count(ctx context.Context, id office.ID, args []string) (result, error) {
	return w.shown(ctx, id, w.store.CountInFile(ctx, w.clerk, id, office.ID(args[0]), w.pages, w.note))
}

func (w *fileWishes) remove(ctx context.Context, id office.ID, args []string) (result, error) {
	return w.shown(ctx, id, w.store.TakeFromFile(ctx, w.clerk, id, office.ID(args[0]), w.why))
}

func (w *fileWishes) looked(ctx context.Context, id office.ID, args []string) (result, error) {
	return w.shown(ctx, id, w.store.LookedAtRecalled(ctx, w.clerk, id, office.ID(args[0]), w.why))
}

func (w *fileWishes) shut(ctx context.Context, id office.ID, _ []string) (result, error) {
	c, err := w.store.CloseFile(ctx, w.clerk, id, w.day)
	return fileTold{c}, err
}

func (w *fileWishes) reopen(ctx context.Context, id office.ID, _ []string) (result, error) {
	_, err := w.store.ReopenFile(ctx, w.clerk, id, w.why)
	return w.shown(ctx, id, err)
}

func (w *fileWishes) keepBack(ctx context.Context, id office.ID, _ []string) (result, error) {
	_, err := w.store.KeepFileBack(ctx, w.clerk, id, w.day, w.why)
	return w.shown(ctx, id, err)
}

func (w *fileWishes) handIn(ctx context.Context, id office.ID, _ []string) (result, error) {
	_, err := w.store.HandFileIn(ctx, w.clerk, id, w.to)
	return w.shown(ctx, id, err)
}

func (w *fileWishes) destroy(ctx context.Context, id office.ID, _ []string) (result, error) {
	_, err := w.store.DestroyFile(ctx, w.clerk, id, w.why)
	return w.shown(ctx, id, err)
}

func (w *fileWishes) rights(ctx context.Context, id office.ID, _ []string) (result, error) {
	readers, err := w.people(ctx, w.readers)
	if err != nil {
		return nil, err
	}
	keepers, err := w.people(ctx, w.keepers)
	if err != nil {
		return nil, err
	}
	f, err := w.store.SetFileRights(ctx, w.clerk, id, readers, keepers)
	return fileTold{office.FileContents{WorkFile: f}}, err
}

// people finds those who work here by their names.
func (w *fileWishes) people(ctx context.Context, typed string) (all []office.ID, err error) {
	for name := range strings.SplitSeq(typed, ",") {
		who, err := personCalled(ctx, w.store, name)
		if err != nil {
			return nil, err
		}
		if who != "" {
			all = append(all, who)
		}
	}
	return all, nil
}

func (w *fileWishes) versions(ctx context.Context, id office.ID, _ []string) (result, error) {
	all, err := w.store.FileVersions(ctx, id)
	return fileVersions{all}, err
}

// settle keeps one of the versions that stand apart: its entry is typed first, and those of the
// others that were seen after it.
func (w *fileWishes) settle(ctx context.Context, id office.ID, args []string) (result, error) {
	var seen []office.ID
	for _, entry := range args {
		seen = append(seen, office.ID(entry))
	}
	_, err := w.store.SettleFile(ctx, w.clerk, id, seen[0], seen)
	return w.shown(ctx, id, err)
}

func (w *fileWishes) told(ctx context.Context, _ []string) (result, error) {
	seen, err := w.store.FileRightsSeen(ctx, w.clerk)
	return rightsTold{seen}, err
}

func (w *fileWishes) looks(ctx context.Context, id office.ID, _ []string) (result, error) {
	all, err := w.store.FileLooks(ctx, id)
	return fileLooked{all}, err
}

func (w *fileWishes) export(ctx context.Context, args []string) (result, error) {
	if len(args) != 1 || w.out == "" {
		return nil, errUsage
	}
	return onFile(func(w *fileWishes, ctx context.Context, id office.ID, _ []string) (result, error) {
		is, err := w.store.ExportFile(ctx, id, w.out, w.by)
		return fileWritten{w.out, is, strings.HasSuffix(strings.ToLower(w.out), ".zip")}, err
	})(w, ctx, args)
}
