package copying

import (
	"slices"
	"testing"
	"time"

	"tram/local/office"
)

// each gives snapshots that stand on themselves alone, so long after one another.
func each(many int, from time.Time, apart time.Duration) (all []taken) {
	for i := range many {
		seq := int64(i + 1)
		all = append(all, taken{seq, from.Add(time.Duration(i) * apart), []int64{seq}})
	}
	return all
}

// inRows has each so many of them stand on the first of these.
func inRows(all []taken, long int) []taken {
	for i := range all {
		all[i].row = nil
		for k := i - i%long; k <= i; k++ {
			all[i].row = append(all[i].row, all[k].seq)
		}
	}
	return all
}

// at has one taken at another moment.
func at(all []taken, seq int64, made time.Time) []taken {
	all[seq-1].made = made
	return all
}

func span64(from, to int64) (all []int64) {
	for seq := from; seq <= to; seq++ {
		all = append(all, seq)
	}
	return all
}

func TestTheLadderKeepsHoursDaysMonthsAndYears(t *testing.T) {
	morning := time.Date(2026, 11, 2, 8, 0, 0, 0, office.VietNam)
	const day = 24 * time.Hour
	small := []rung{{"2006-01-02 15", 3}, {"2006-01-02", 4}, {"2006-01", 3}, {"2006", 0}}
	for name, c := range map[string]struct {
		all   []taken
		rungs []rung
		stay  []int64
	}{
		"none": {nil, ladder, nil},
		"one":  {each(1, morning, day), ladder, span64(1, 1)},
		"two of a minute, and one before that hour has another": {each(3, morning, time.Minute), ladder, span64(2, 3)},
		"twenty minutes apart: an hour has three":               {each(12, morning, 20*time.Minute), small, []int64{6, 9, 11, 12}},
		"a day has eight: three hours, four days":               {each(40, morning, 3*time.Hour), small, []int64{22, 30, 38, 39, 40}},
		"one a day of a month":                                  {each(31, morning, day), ladder, span64(1, 31)},
		"one a day of a year": {each(365, time.Date(2026, 1, 1, 8, 0, 0, 0, office.VietNam), day), ladder,
			slices.Concat([]int64{31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334}, span64(335, 365))},
		"two a year, sixty years": {each(120, morning, 183*day), small, slices.Concat(yearsOf(each(120, morning, 183*day)), span64(118, 120))},
		"a row is kept up to the one that is needed": {inRows(each(40, time.Date(2026, 1, 1, 8, 0, 0, 0, office.VietNam), day), 4), small,
			slices.Concat(span64(29, 31), span64(33, 40))},
		"a clock that ran to 2035 for one":                  {at(each(40, morning, 0), 38, morning.AddDate(9, 0, 0)), ladder, span64(38, 40)},
		"a clock that ran to 2035 takes one day of a month": {at(each(40, morning, day), 38, morning.AddDate(9, 0, 0)), ladder, span64(10, 40)},
		"a clock that stood in 2020 for the newest":         {at(at(each(40, morning, day), 40, morning.AddDate(-6, 0, 0)), 39, morning.AddDate(-6, 0, 0)), ladder, span64(9, 40)},
		"a clock that stands: the newest rows":              {each(10, morning, 0), ladder, span64(9, 10)},
		"a clock that runs backwards":                       {each(40, morning, -day), ladder, slices.Concat([]int64{2}, span64(10, 40))},
	} {
		gone, instead := thinned(slices.Clone(c.all), c.rungs)
		var stay []int64
		for _, is := range c.all {
			if !slices.Contains(gone, is.seq) {
				stay = append(stay, is.seq)
			}
		}
		slices.Sort(c.stay)
		if want := slices.Compact(c.stay); !slices.Equal(stay, want) {
			t.Errorf("%s: there stay %v\nand not %v", name, stay, want)
		}
		for _, seq := range instead {
			if !slices.Contains(stay, seq) {
				t.Errorf("%s: %d stays in the place of others, and goes", name, seq)
			}
		}
		if (len(gone) > 0) != (len(instead) > 0) {
			t.Errorf("%s: %v go for %v", name, gone, instead)
		}
		left := slices.DeleteFunc(slices.Clone(c.all), func(is taken) bool { return slices.Contains(gone, is.seq) })
		if again, _ := thinned(left, c.rungs); len(again) > 0 {
			t.Errorf("%s: the second time %v go", name, again)
		}
	}
}

// yearsOf are the last of each year.
func yearsOf(all []taken) (last []int64) {
	for i, is := range all {
		if i+1 == len(all) || all[i+1].made.In(office.VietNam).Year() != is.made.In(office.VietNam).Year() {
			last = append(last, is.seq)
		}
	}
	return last
}

// TestWhatIsPutBackTakesThePlaceOfNone: who has old snapshots puts them back.
func TestWhatIsPutBackTakesThePlaceOfNone(t *testing.T) {
	all := each(400, time.Date(2026, 1, 1, 8, 0, 0, 0, office.VietNam), 7*time.Hour)
	gone, _ := thinned(all, ladder)
	stayed := slices.DeleteFunc(slices.Clone(all), func(is taken) bool { return slices.Contains(gone, is.seq) })
	for _, back := range gone {
		with := slices.Clone(all)
		with = slices.DeleteFunc(with, func(is taken) bool { return is.seq != back && slices.Contains(gone, is.seq) })
		goes, _ := thinned(with, ladder)
		for _, is := range stayed {
			if slices.Contains(goes, is.seq) {
				t.Fatalf("since %d was put back %d goes", back, is.seq)
			}
		}
	}
}
