package printing

import (
	"strconv"
	"strings"

	"tram/local/office"
)

// parsePages reads the pages of a copy as clerks write them: 1-3, 5. Nothing
// means all.
func parsePages(typed string, of int) ([]office.PageSpan, error) {
	plain := strings.NewReplacer("–", "-", " –", "-", " -", "-", "- ", "-").Replace(strings.TrimSpace(typed))
	spans, understood := office.ParsePages(strings.ReplaceAll(plain, "- ", "-"))
	for _, s := range spans {
		understood = understood && s.To <= of
	}
	if !understood {
		return nil, BadPages.About(strings.TrimSpace(typed), of)
	}
	return spans, nil
}

// parseCount reads a number of copies from least to most.
func parseCount(typed string, least, most int) (int, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(typed))
	return n, err == nil && n >= least && n <= most
}
