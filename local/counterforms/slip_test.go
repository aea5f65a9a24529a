package counterforms

import (
	"slices"
	"testing"
	"time"

	"tram/local/office"
)

// TestEachTimeFromHandToHandIsToldAsItWas: what a slip says follows from the steps that count, the
// appointment that stood then, and until when the term ran. Nobody is named who is not known.
func TestEachTimeFromHandToHandIsToldAsItWas(t *testing.T) {
	counter, first, second := office.RoutePerson{ID: "mau", Name: "Nguyễn Văn Mẫu"}, office.RoutePerson{ID: "vidu", Name: "Trần Thị Ví Dụ"}, office.RoutePerson{ID: "thu", Name: "Phạm Văn Thử"}
	by := func(who office.RoutePerson, more func(*office.RequestStep)) func(*office.RequestStep) {
		return func(s *office.RequestStep) {
			s.By = who
			if more != nil {
				more(s)
			}
		}
	}
	to := func(who office.RoutePerson) func(*office.RequestStep) {
		return func(s *office.RequestStep) { s.To = who }
	}
	due := func(at time.Time) func(*office.RequestStep) {
		return func(s *office.RequestStep) { s.Due = at }
	}
	aside := func(s *office.RequestStep) { s.To, s.Note = second, "Ở hướng khác, do máy khác ghi." }
	given := entry("1", office.RequestHand, at(23, 9, 0), to(first))
	for name, c := range map[string]struct {
		steps []office.RequestStep
		want  []handover
	}{
		"nobody but the counter had it": {[]office.RequestStep{entry("1", office.RequestResult, at(24, 9, 0), nil)}, nil},
		"the answer came before its day": {[]office.RequestStep{given, entry("2", office.RequestResult, at(25, 16, 0), by(first, nil), "1")},
			[]handover{{deskShort, first.Name, counter.Name, first.Name, at(23, 9, 0), "", ""}, {first.Name, deskShort, first.Name, "", at(25, 16, 0), "Trước hạn", ""}}},
		"it came on its day": {[]office.RequestStep{given, entry("2", office.RequestResult, at(26, 17, 0), by(first, nil), "1")},
			[]handover{{deskShort, first.Name, counter.Name, first.Name, at(23, 9, 0), "", ""}, {first.Name, deskShort, first.Name, "", at(26, 17, 0), "Đúng hạn", ""}}},
		"it came a minute late, and another one wrote it down": {[]office.RequestStep{given, entry("2", office.RequestResult, at(26, 17, 1), nil, "1")},
			[]handover{{deskShort, first.Name, counter.Name, first.Name, at(23, 9, 0), "", ""}, {first.Name, deskShort, "", "", at(26, 17, 1), "Quá hạn", ""}}},
		"it was put off in time": {[]office.RequestStep{given, entry("2", office.RequestExtend, at(26, 8, 0), due(at(30, 17, 0)), "1"), entry("3", office.RequestResult, at(27, 9, 0), by(first, nil), "2")},
			[]handover{{deskShort, first.Name, counter.Name, first.Name, at(23, 9, 0), "", ""}, {first.Name, deskShort, first.Name, "", at(27, 9, 0), "Trước hạn", ""}}},
		"it was refused while the term stood still": {[]office.RequestStep{given, entry("2", office.RequestSupplement, at(25, 9, 0), nil, "1"), entry("3", office.RequestRefuse, at(30, 9, 0), by(first, nil), "2")},
			[]handover{{deskShort, first.Name, counter.Name, first.Name, at(23, 9, 0), "", ""}, {first.Name, deskShort, first.Name, "", at(30, 9, 0), "Trước hạn", ""}}},
		"one gave it to another, in time and late": {[]office.RequestStep{given, entry("2", office.RequestHand, at(26, 9, 0), by(first, to(second)), "1"), entry("3", office.RequestHand, at(27, 9, 0), to(first), "2")},
			[]handover{{deskShort, first.Name, counter.Name, first.Name, at(23, 9, 0), "", ""}, {first.Name, second.Name, first.Name, second.Name, at(26, 9, 0), "", ""}, {second.Name, first.Name, "", first.Name, at(27, 9, 0), "Quá hạn", ""}}},
		"another station gave it elsewhere, and one way was chosen": {[]office.RequestStep{given, entry("2", office.RequestHand, at(23, 10, 0), aside, "1"), entry("3", office.RequestExtend, at(23, 11, 0), due(at(30, 17, 0)), "1"),
			entry("4", office.RequestSettle, at(24, 8, 0), func(s *office.RequestStep) { s.Of = "3" }, "2", "3"), entry("5", office.RequestResult, at(27, 9, 0), by(first, nil), "4")},
			[]handover{{deskShort, first.Name, counter.Name, first.Name, at(23, 9, 0), "", ""}, {first.Name, deskShort, first.Name, "", at(27, 9, 0), "Trước hạn", ""}}},
	} {
		is := told()
		is.Steps = c.steps
		if got := handovers(is); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%+v\nwant\n%+v", name, got, c.want)
		}
	}
}

// TestTheRegisterHeedsNoStepThatDoesNotCount of those that another station wrote.
func TestTheRegisterHeedsNoStepThatDoesNotCount(t *testing.T) {
	is := told()
	is.Steps = append(is.Steps, entry("x", office.RequestWithdraw, at(28, 8, 0), func(s *office.RequestStep) { s.Note = "Ở hướng khác, do máy khác ghi." }))
	if got := gave(is); got != "" {
		t.Errorf("what was given: %q", got)
	}
}
