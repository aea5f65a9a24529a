package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"tram/local/office"
)

// draftsCompared are two versions of a draft beside each other.
type draftsCompared struct{ office.DraftsCompared }

func (d draftsCompared) print(w io.Writer) {
	fmt.Fprintln(w, visible(d.Said))
	for _, f := range d.Files {
		fmt.Fprintf(w, "\n%s: %s\n", visible(cmp.Or(f.Is, f.Was)), f.Said)
		for i, c := range f.Changes {
			fmt.Fprintf(w, "%d. %s: %s\n", i+1, cmp.Or(c.Is, c.Was), visible(changeSaid(c)))
			if c.Numbers() {
				fmt.Fprintf(w, "   Số đổi: %s\n", visible(turnsSaid(c.Turned)))
			}
			if c.Reordered {
				fmt.Fprintln(w, "   Hai bản có cùng các chữ này; thứ tự trên trang chưa so được.")
			}
		}
		if f.Coarse {
			fmt.Fprintln(w, "Hai bản khác nhau quá nhiều: có chữ giữ nguyên nhưng được kể là bỏ đi rồi thêm lại.")
		}
		for _, said := range f.Unread {
			fmt.Fprintln(w, "  "+visible(said))
		}
	}
}

// turnsSaid tells numbers beside those that stood in their place.
func turnsSaid(all []office.DraftTurns) string {
	var said []string
	for _, t := range all {
		said = append(said, numbersSaid(t.Gone)+" → "+numbersSaid(t.Came))
	}
	return strings.Join(said, "; ")
}

// numbersSaid lists numbers; none is told as that.
func numbersSaid(all []string) string { return cmp.Or(strings.Join(all, ", "), "không có") }

// changeSaid writes what went as [-…-] and what came as {+…+}, as other programs do; what moved has
// the number of its move.
func changeSaid(c office.DraftChange) string {
	said := []string{c.Before}
	for _, p := range c.Pieces {
		text := strings.ReplaceAll(p.Text, "\n", " / ")
		switch p.How {
		case office.DraftGone:
			text = "[-" + text + "-]"
		case office.DraftCame:
			text = "{+" + text + "+}"
		case office.DraftMaybeGone:
			text = "[chưa rõ còn hay bỏ: " + text + "]"
		case office.DraftMaybeCame:
			text = "{chưa rõ mới hay cũ: " + text + "}"
		case office.DraftLeft:
			text = fmt.Sprintf("[chuyển đi %d: %s]", p.Move, text)
		case office.DraftArrived:
			text = fmt.Sprintf("{chuyển đến %d: %s}", p.Move, text)
		}
		said = append(said, text)
	}
	return strings.TrimSpace(strings.Join(append(said, c.After), " "))
}
