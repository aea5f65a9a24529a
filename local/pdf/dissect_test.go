package pdf

import (
	"bytes"
	"context"
	"errors"
	"reflect"
	"regexp"
	"testing"

	"pgregory.net/rapid"

	"tram/local/office"
)

func dissect(b []byte) (Anatomy, error) {
	return Dissect(context.Background(), bytes.NewReader(b), int64(len(b)))
}

func TestOurFilesAreReadBackFromTheirBytesAlone(t *testing.T) {
	one, two := jpegOf(t, grain(413, 585, 1), 200), jpegOf(t, grain(400, 300, 2), 200)
	file, _ := marked(t, one, two)
	got, err := dissect(file)
	if err != nil {
		t.Fatal(err)
	}
	want := Anatomy{ID: about.ID, Title: about.Title, Code: about.Code, Pages: []Part{
		{Streams: []office.Digest{office.DigestOf(one)}, MarkLines: words().Lines()},
		{Streams: []office.Digest{office.DigestOf(two)}},
	}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}

func TestMarkWordsSurviveAnyVietnamese(t *testing.T) {
	letters := []rune("aăâbcdđeêghiklmnoôơpqrstuưvxyÀẢÃÁẠẰẲẴẮẶẦẨẪẤẬĐÈẺẼÉẸỀỂỄẾỆÌỈĨÍỊÒỎÕÓỌỒỔỖỐỘỜỞỠỚỢÙỦŨÚỤỪỬỮỨỰỲỶỸÝỴ0123456789 .,:;/()-–“”\u00a0ẖ")
	letters = letters[:len(letters)-1]
	rapid.Check(t, func(t *rapid.T) {
		l := words()
		l.Texts = l.Texts[:2]
		l.Texts[0].S = rapid.StringOfN(rapid.SampledFrom(letters), 1, 80, -1).Draw(t, "bold")
		l.Texts[1].S = rapid.StringOfN(rapid.SampledFrom(letters), 1, 80, -1).Draw(t, "regular")
		var out bytes.Buffer
		w := NewWriter(&out, about)
		if err := errors.Join(w.Mark(w.Sheet(300, 300), l, office.Spot{}), w.Close()); err != nil {
			t.Fatal(err)
		}
		got, err := dissect(out.Bytes())
		if err != nil || !reflect.DeepEqual(got.Pages[0].MarkLines, l.Lines()) {
			t.Fatalf("%q read back as %+v, %v", l.Lines(), got, err)
		}
	})
}

func TestAFlippedBitIsNeverReadAsTheSameFile(t *testing.T) {
	file, _ := marked(t, jpegOf(t, grain(60, 60, 1), 200))
	whole, err := dissect(file)
	if err != nil {
		t.Fatal(err)
	}
	image := bytes.Index(file, []byte("stream\n"))
	end := bytes.Index(file, []byte("\nendstream"))
	for at := image + len("stream\n"); at < end; at++ {
		file[at] ^= 0x10
		got, err := dissect(file)
		if err == nil && reflect.DeepEqual(got, whole) {
			t.Fatalf("byte %d was flipped and nobody saw", at)
		}
		file[at] ^= 0x10
	}
}

func TestFilesOfOthersAreNotOurs(t *testing.T) {
	page := jpegOf(t, grain(60, 60, 1), 200)
	file, _ := marked(t, page, page)
	for what, b := range map[string][]byte{
		"empty": nil, "text": []byte("xin chào"), "cut": file[:len(file)-1], "half": file[:len(file)/2],
		"longer": append(bytes.Clone(file), '\n'), "head only": []byte(fileHead),
		"page twice": regexp.MustCompile(`/Kids \[(\d\d 0 R) \d\d 0 R`).ReplaceAll(file, []byte("/Kids [$1 $1")),
	} {
		if _, err := dissect(b); !errors.Is(err, NotOurs) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestEveryFlippedByteIsTakenWithoutPanic(t *testing.T) {
	var out bytes.Buffer
	w := NewWriter(&out, about)
	if err := errors.Join(w.Mark(w.Sheet(300, 300), words(), office.Spot{}), w.Close()); err != nil {
		t.Fatal(err)
	}
	file := out.Bytes()
	tail := len(file) - 4000
	for at := tail; at < len(file); at++ {
		for _, flip := range []byte{1, 0xff} {
			file[at] ^= flip
			dissect(file)
			file[at] ^= flip
		}
	}
	if got, err := dissect(file); err != nil || len(got.Pages) != 1 {
		t.Errorf("put back: %+v, %v", got, err)
	}
}

func TestReadingStopsWhenAsked(t *testing.T) {
	file, _ := marked(t, jpegOf(t, grain(60, 60, 1), 200))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Dissect(ctx, bytes.NewReader(file), int64(len(file))); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func FuzzDissect(f *testing.F) {
	file, _ := marked(f, jpegOf(f, grain(16, 16, 1), 200))
	f.Add(file)
	f.Add([]byte(fileHead))
	var small bytes.Buffer
	w := NewWriter(&small, About{})
	w.Sheet(10, 10)
	if err := w.Close(); err != nil {
		f.Fatal(err)
	}
	f.Add(small.Bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := dissect(b)
		if err == nil && len(a.Pages) == 0 {
			t.Error("a file without pages was taken for ours")
		}
		if _, said := office.FailureIn(err); err != nil && !said {
			t.Errorf("an error without a sentence: %v", err)
		}
	})
}
