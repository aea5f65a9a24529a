package pdf

import (
	"fmt"
	"slices"
	"strings"
)

// worded says a change with all that is known of it.
func worded(c Change) string {
	said := changeSaid[c.Kind]
	if c.Field != "" && c.Kind != EvidenceAdded {
		said += fmt.Sprintf(" (ô %q)", c.Field)
	}
	if pages := pagesNamed(c.Places); pages != "" {
		switch c.Kind {
		case AnotherSignature:
			said += ", hiện ở " + pages
		default:
			said += ", ở " + pages
		}
	}
	return said + "."
}

// pagesNamed names the pages of places, each once.
func pagesNamed(places []Place) string {
	var pages []string
	for _, p := range places {
		if said := placePage(p.Page); !slices.Contains(pages, said) {
			pages = append(pages, said)
		}
	}
	if len(pages) > mostPlaces {
		return strings.Join(pages[:mostPlaces], ", ") + "…"
	}
	return strings.Join(pages, ", ")
}
