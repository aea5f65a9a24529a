package printing

import (
	"strconv"
	"strings"

	"tram/local/office"
)

// parsePages reads the pages of a copy as clerks write them: 1-3, 5. Nothing
// means all.
func parsePages(typed string, of int) ([]office.PageSpan, error) {
	var spans []office.PageSpan
	for part := range strings.FieldsFuncSeq(typed, func(r rune) bool { return r == ',' || r == ';' }) {
		part = strings.ReplaceAll(strings.TrimSpace(part), "–", "-")
		if part == "" {
			continue
		}
		first, last, run := strings.Cut(part, "-")
		if !run {
			last = first
		}
		span, ok := spanOf(first, last, of)
		if !ok {
			return nil, BadPages.About(strings.TrimSpace(typed), of)
		}
		spans = append(spans, span)
	}
	return spans, nil
}

func spanOf(first, last string, of int) (office.PageSpan, bool) {
	from, err := strconv.Atoi(strings.TrimSpace(first))
	if err != nil {
		return office.PageSpan{}, false
	}
	to, err := strconv.Atoi(strings.TrimSpace(last))
	return office.PageSpan{From: from, To: to}, err == nil && from >= 1 && from <= to && to <= of
}

// parseCount reads a number of copies from least to most.
func parseCount(typed string, least, most int) (int, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(typed))
	return n, err == nil && n >= least && n <= most
}
