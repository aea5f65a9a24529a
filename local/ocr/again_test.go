package ocr

import (
	"image"
	"math"
	"testing"
)

// TestAWordIsWhatMostReadingsHave puts a word to the vote of two more readings of its line.
func TestAWordIsWhatMostReadingsHave(t *testing.T) {
	at := func(s string, from, to int, sure float64) Word {
		return Word{S: s, Box: image.Rect(from, 0, to, 40), Sure: sure}
	}
	for name, c := range map[string]struct {
		first  Word
		others []Word
		want   string
		sure   float64
	}{
		"as it was":       {at("đổi", 100, 160, 0.9), []Word{at("đổi", 101, 160, 0.96), at("đổi", 99, 161, 0.93)}, "đổi", 0.93},
		"less sure":       {at("đổi", 100, 160, 0.9), []Word{at("đổi", 101, 160, 0.7), at("đổi", 99, 161, 0.8)}, "đổi", 0.9},
		"outvoted":        {at("đối", 100, 160, 0.95), []Word{at("đổi", 101, 160, 0.9), at("đổi", 99, 161, 0.9)}, "đổi", 0.6},
		"one against one": {at("kế", 100, 160, 0.6), []Word{at("kể", 101, 160, 0.9)}, "kể", 0.5},
		"none agree":      {at("kế", 100, 160, 0.6), []Word{at("kể", 101, 160, 0.9), at("kê", 101, 160, 0.7)}, "kể", 0.5},
		"hardly believed": {at("Dân,", 100, 160, 0.2), []Word{at("Dẩn,", 101, 160, 0.9), at("Dẩn,", 101, 160, 0.9)}, "Dẩn,", 0.6},
		"is not lost":     {at("Lưu", 100, 160, 0.5), []Word{at("Lựu", 101, 160, 0.1), at("Lứu", 101, 160, 0.1)}, "Lưu", 0.5},
		"not in place":    {at("kế", 100, 160, 0.6), []Word{at("kể", 161, 220, 0.9), at("kểtừ", 100, 220, 0.9)}, "kế", 0.6},
	} {
		w := c.first
		if w.vote(c.others); w.S != c.want || math.Abs(w.Sure-c.sure) > 0.001 || w.Box != c.first.Box {
			t.Errorf("%s: %+v, not %s at %.2f", name, w, c.want, c.sure)
		}
	}
}

// TestDashesAreWhatTheyMeasure has dashes of three lengths in a line of letters of 40 pixels.
func TestDashesAreWhatTheyMeasure(t *testing.T) {
	lines := []Line{{Words: []Word{{S: "Tẳng", Box: image.Rect(0, 0, 100, 40)}}}, {}}
	for i, long := range []int{13, 27, 54} {
		for _, s := range []string{"—", "-", "—-", "QĐ-CT"} {
			lines[0].Words = append(lines[0].Words, Word{S: s, Box: image.Rect(200, 20, 200+long, 24)})
		}
		lines[1].Words = append(lines[1].Words, Word{S: "—", Box: image.Rect(i*100, 20, i*100+long, 24)})
	}
	measured(lines)
	if got := lines[0].String(); got != "Tẳng - - - QĐ-CT – – – QĐ-CT — — — QĐ-CT" || lines[1].String() != "— — —" {
		t.Errorf("%s\n%s", got, lines[1])
	}
}

// TestADoubtedLineIsReadAgain spoils what was read on two of three lines, one of which the program
// is sure of.
func TestADoubtedLineIsReadAgain(t *testing.T) {
	r := reader(t)
	page := prepare(typeset(t, "Hội nghị đã nghe đồng chí\nkể từ ngày ký\nTrạm Y tế xã được giao"), 0)
	said, err := r.ask(t.Context(), page.grey, 300, anyhow)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := parse(said)
	if err != nil || len(lines) != 3 {
		t.Fatalf("%v, %v", lines, err)
	}
	for i := range lines {
		for j := range lines[i].Words {
			lines[i].Words[j].Sure = 0.97
		}
	}
	lines[0].Words[1].S, lines[0].Words[1].Sure = "nghĩ", 0.7
	lines[0].Words[4].S, lines[0].Words[4].Sure = "—", 0.1
	lines[1].Words[0].S = "kế"
	if err := r.again(t.Context(), page, lines, 300); err != nil {
		t.Fatal(err)
	}
	if lines[0].String() != "Hội nghị đã nghe đồng chí" || lines[1].String() != "kế từ ngày ký" || lines[2].String() != "Trạm Y tế xã được giao" {
		t.Errorf("read %v", lines)
	}
	if sure := lines[0].Words[1].Sure; sure < leastKept || sure > 0.7 || lines[0].Words[0].Sure < 0.9 {
		t.Errorf("sure of what was outvoted: %.2f, of what was not: %.2f", sure, lines[0].Words[0].Sure)
	}
}
