package intake

import (
	"bytes"
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"tram/local/job"
	"tram/local/office"
	"tram/local/page"
)

func TestEveryKindOfFileBecomesPages(t *testing.T) {
	tray, dir := newTray(t), t.TempDir()
	whole := container(jpegSheet(t, 4, 300), jpegSheet(t, 5, 300))
	var progress job.Progress
	taken, err := tray.Take(ctx, -1, []string{
		put(t, dir, "1.jpg", jpegSheet(t, 1, 200)),
		put(t, dir, "2.jpg", pngSheet(t, 2)), // a wrong name does not matter
		put(t, dir, "3.tif", tiffSheet(t, 3)),
		put(t, dir, "4.pdf", whole),
	}, "A4", &progress)
	if err != nil || len(taken.Refused) != 0 {
		t.Fatal(err, taken.Refused)
	}
	if done, total, _ := progress.Read(); done != 4 || total != 4 {
		t.Errorf("progress %d of %d", done, total)
	}
	pages := tray.Pages()
	if got := names(pages); got != "1.jpg 2.jpg 3.tif 4.pdf 4.pdf" {
		t.Fatal(got)
	}
	for i, want := range []office.Media{office.JPEG, office.PNG, office.TIFF, office.JPEG, office.JPEG} {
		p := pages[i]
		content, err := tray.Open(p.ID)
		b := read(t, content, err)
		if p.Media != want || p.Capture != office.DigestOf(b) || p.Size != int64(len(b)) || p.Width != 413 || p.Blank != office.NotLooked {
			t.Errorf("page %d: %+v", i+1, p)
		}
	}
	if p := pages[0]; p.DPIX != 200 || p.Paper != "" || p.Container != "" {
		t.Errorf("a page that tells its resolution: %+v", p)
	}
	if p := pages[1]; p.Paper != "A4" || !p.SizeKnown() || !p.Coarse() {
		t.Errorf("a page that does not: %+v", p)
	}
	for n, p := range pages[3:] {
		if p.Sheet != n+1 || !p.Signed || p.DPIX != 100 || p.Orientation != 6 || p.Container != office.DigestOf(whole) {
			t.Errorf("a lifted page: %+v", p)
		}
	}
	content, err := tray.Container(pages[3].Container)
	if got := read(t, content, err); !bytes.Equal(got, whole) {
		t.Error("the container was touched")
	}
}

func TestABadFileIsNamedAndTheOthersGoOn(t *testing.T) {
	tray, dir := newTray(t), t.TempDir()
	good := jpegSheet(t, 1, 200)
	want := []struct {
		path string
		said office.Failure
	}{
		{filepath.Join(dir, "mất.jpg"), NoFile},
		{dir, IsFolder},
		{put(t, dir, "rỗng.jpg", nil), page.Empty},
		{put(t, dir, "cụt.jpg", good[:len(good)-10]), page.Truncated},
		{put(t, dir, "chữ.txt", []byte("Kính gửi")), page.NotAnImage},
		{put(t, dir, "trống.pdf", container()), NoPageInside},
		{put(t, dir, "hỏng.pdf", container(good, good[:50])), page.Truncated},
		{put(t, dir, "ảnh.gif", []byte("GIF89a...")), page.OtherImage},
	}
	paths := []string{put(t, dir, "đầu.jpg", good)}
	for _, w := range want {
		paths = append(paths, w.path)
	}
	taken, err := tray.Take(ctx, -1, append(paths, put(t, dir, "cuối.jpg", jpegSheet(t, 2, 200))), "", nil)
	if err != nil || names(taken.Pages) != "đầu.jpg cuối.jpg" || len(taken.Refused) != len(want) {
		t.Fatalf("%v, taken %q, refused %v", err, names(taken.Pages), taken.Refused)
	}
	for i, w := range want {
		mustFail(t, taken.Refused[i].Err, w.said, "“"+filepath.Base(w.path)+"”")
	}
	if all, err := tray.captures.list(); err != nil || len(all) != 2 {
		t.Errorf("%d captures for 2 pages, %v", len(all), err)
	}
}

func TestAFailureInsideAPDFTellsTheSheet(t *testing.T) {
	tray, good := newTray(t), jpegSheet(t, 1, 200)
	taken, err := tray.Take(ctx, -1, []string{put(t, t.TempDir(), "a.pdf", container(good, good[:60]))}, "", nil)
	if err != nil || len(taken.Refused) != 1 {
		t.Fatal(err, taken)
	}
	mustFail(t, taken.Refused[0].Err, page.Truncated, "“a.pdf”", "Trang 2 trong tệp")
}

func TestNamesAreShownComposedAndNeverUsedAsPaths(t *testing.T) {
	tray, dir := newTray(t), t.TempDir()
	long := strings.Repeat("ệ", 83) + ".jpg"
	paths := []string{
		put(t, dir, norm.NFD.String("Quyết định số 15 ỡẫự.jpg"), jpegSheet(t, 1, 200)),
		put(t, dir, "  hai  khoảng trắng .jpg", jpegSheet(t, 2, 200)),
		put(t, dir, long, jpegSheet(t, 3, 200)),
		put(t, dir, "hai\ndòng.jpg", jpegSheet(t, 4, 200)),
		put(t, dir, "lạ\xff.jpg", jpegSheet(t, 5, 200)),
	}
	want := []string{"Quyết định số 15 ỡẫự.jpg", "  hai  khoảng trắng .jpg", long, "hai dòng.jpg", "lạ\ufffd.jpg"}
	for i, p := range take(t, tray, -1, paths...) {
		if p.Name != want[i] {
			t.Errorf("%q, want %q", p.Name, want[i])
		}
	}
}

func TestOneFileTwiceIsTwoPagesOfOneCapture(t *testing.T) {
	tray, path := newTray(t), files(t, 1)[0]
	pages := take(t, tray, -1, path, path)
	if len(pages) != 2 || pages[0].ID == pages[1].ID || pages[0].Capture != pages[1].Capture {
		t.Fatalf("%+v", pages)
	}
	if all, err := tray.captures.list(); err != nil || len(all) != 1 {
		t.Errorf("%d captures, %v", len(all), err)
	}
	if err := tray.Remove(pages[0].ID); err != nil {
		t.Fatal(err)
	}
	content, err := tray.Open(pages[1].ID)
	read(t, content, err)
}

func TestPagesGoInWhereTheClerkPoints(t *testing.T) {
	tray, paths := newTray(t), files(t, 30)
	take(t, tray, -1, paths[0], paths[1])
	inside := take(t, tray, 1, paths[2:29]...)
	take(t, tray, 99, paths[29])
	pages := tray.Pages()
	if len(pages) != 30 || pages[0].Name != "trang 01.jpg" || pages[28].Name != "trang 02.jpg" || pages[29].Name != "trang 30.jpg" {
		t.Fatal(names(pages))
	}
	for i, p := range inside {
		if pages[1+i].ID != p.ID {
			t.Fatalf("page %d is %s", i+2, pages[1+i].Name)
		}
	}
	for _, left := range []int{29, 2, 0} {
		if done, err := tray.Undo(); !done || err != nil || len(tray.Pages()) != left {
			t.Fatalf("undo left %d of %d pages, %v", len(tray.Pages()), left, err)
		}
	}
}

func TestWhatWasTakenBeforeACancelStays(t *testing.T) {
	tray, paths := newTray(t), files(t, 5)
	stopping, cancel := context.WithCancel(ctx)
	third := put(t, t.TempDir(), "dừng.pdf", container(jpegSheet(t, 50, 200)))
	tray.in.lift = func(ctx context.Context, _ io.ReaderAt, _ int64, _ func(Lifted) error) (bool, error) {
		cancel()
		return false, ctx.Err()
	}
	taken, err := tray.Take(stopping, -1, []string{paths[0], paths[1], third, paths[2]}, "", nil)
	if !errors.Is(err, context.Canceled) || len(taken.Pages) != 2 || len(taken.Refused) != 0 {
		t.Fatalf("%v, %+v", err, taken)
	}
	if got := names(tray.Pages()); got != "trang 01.jpg trang 02.jpg" {
		t.Error(got)
	}
}

func TestAnUnknownPaperIsRefused(t *testing.T) {
	tray := newTray(t)
	_, err := tray.Take(ctx, -1, files(t, 1), "A9", nil)
	mustFail(t, err, UnknownPaper, "A9")
	p := take(t, tray, -1, files(t, 1)...)[0]
	mustFail(t, tray.OnPaper(p.ID, "A9"), UnknownPaper, "A9")
	_, err = Gather(ctx, files(t, 1), GatherParams{Paper: "A9"})
	mustFail(t, err, UnknownPaper, "A9")
}

// TestAHalfPictureIsNoPage: one whose file ends properly, in a folder, in a scanner's PDF and
// among the files of one command.
func TestAHalfPictureIsNoPage(t *testing.T) {
	file := jpegOf(t, sheet(3), 150)
	half := append(bytes.Clone(file[:len(file)*2/3]), 0xff, 0xd9)
	dir, tray := t.TempDir(), newTray(t)
	alone, pile := put(t, dir, "nửa.jpg", half), put(t, dir, "chồng.pdf", container(file, half))
	taken, err := tray.Take(ctx, -1, []string{alone, pile}, "", nil)
	if err != nil || len(taken.Pages) != 0 || len(taken.Refused) != 2 {
		t.Fatalf("%d pages, %+v, %v", len(taken.Pages), taken.Refused, err)
	}
	mustFail(t, taken.Refused[0].Err, page.Damaged, "nửa.jpg")
	mustFail(t, taken.Refused[1].Err, page.Damaged, "chồng.pdf", "Trang 2")
	if left, err := tray.captures.list(); err != nil || len(left) != 0 {
		t.Errorf("of what was refused lies there %v %v", left, err)
	}
	_, err = Gather(ctx, []string{alone}, GatherParams{Clock: newClock()})
	mustFail(t, err, page.Damaged, "nửa.jpg")
}
