package store

import (
	"slices"
	"strings"
)

// A number that is typed in one piece, or with points between its thousands, stands on papers
// in groups: 900.000.000, 0912.345.678. What was read on pages is kept word by word, so that the
// index names the pages that have all groups, and each is looked into for the number itself.

const group = 3 // digits

// groupsOf are the groups in which a number is written: threes from its end. The first of one
// that begins with 0, as of telephones, has four digits; nil: it has one group.
func groupsOf(digits string) (groups []string) {
	if !isNumber(digits) {
		return nil
	}
	at := len(digits) % group
	if at == 1 && digits[0] == '0' || at == 0 {
		at += group
	}
	for from := 0; at <= len(digits); at += group {
		groups = append(groups, digits[from:at])
		from = at
	}
	if len(groups) < 2 {
		return nil
	}
	return groups
}

// inGroups counts the words that are a typed number in groups, or its beginning; 0: they are not.
func inGroups(t word, words []word) int {
	groups := groupsOf(t.exact)
	if len(groups) == 0 || len(words) < len(groups) {
		return 0
	}
	for i, g := range groups {
		if words[i].exact != g || i > 0 && !slices.Contains([]string{"", " ", ".", ",", "-"}, words[i-1].after) {
			return 0
		}
	}
	return len(groups)
}

// inGroupsStep asks for numbers in their groups; none: no number is typed that has some.
func inGroupsStep(terms []term) []step {
	var asks []string
	var standing []phrase
	for _, t := range terms {
		if t.weak {
			continue
		}
		ask := matching([]term{t}, begun)
		if groups := groupsOf(t.words[0].exact); t.key == "" && len(groups) > 0 {
			for i, g := range groups {
				groups[i] = asked(fold(g), false)
			}
			ask = "(" + ask + " OR (" + strings.Join(groups, " AND ") + "))"
			standing = append(standing, phrase{words: t.words, begun: true})
		}
		asks = append(asks, ask)
	}
	if len(standing) == 0 {
		return nil
	}
	return []step{{match: strings.Join(asks, " AND "), standing: standing}}
}
