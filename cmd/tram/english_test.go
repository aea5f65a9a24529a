package main

import (
	"encoding/json"
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tram/assets"
	"tram/local/books"
)

// translated are the rooms whose failures are all told in English, too.
var translated = []string{"scanning", "watched", "escl", "calsync", "caldav", "post", "mailing", "invitations", "sharedcalendar"}

var verb = regexp.MustCompile(`%(\[\d\])?[-+#0-9.]*[a-z]`)

// TestTheEnglishOfTheStationIsThatOfItsVietnamese holds what a window says in English against
// what the station says: a failure that is gone, a verb that differs, a sentence that nobody
// says any more.
func TestTheEnglishOfTheStationIsThatOfItsVietnamese(t *testing.T) {
	english := map[string]struct{ Said, Next string }{}
	readEnglish(t, "failures", &english)
	vietnamese := map[string]sentence{}
	for _, root := range []string{"../../local", "../../sync"} {
		for _, s := range sentencesIn(t, root) {
			vietnamese[s.name] = s
		}
	}
	for name, said := range english {
		of, is := vietnamese[name]
		if !is || said.Said == "" || said.Next == "" || !slices.Equal(verb.FindAllString(of.said, -1), verb.FindAllString(said.Said, -1)) || strings.Contains(said.Next, "%") {
			t.Errorf("%q says %q in English and %q in Vietnamese", name, said.Said, of.said)
		}
	}
	for name, s := range vietnamese {
		if _, is := english[name]; slices.Contains(translated, s.room) && s.said != "" && !is {
			t.Errorf("%q is not told in English", name)
		}
	}
	var sentences map[string]string
	readEnglish(t, "sentences", &sentences)
	said := literalsBelow(t, "../../local", "../../sync")
	for vi, en := range sentences {
		if !said[vi] || strings.Count(vi, "#") != strings.Count(en, "#") {
			t.Errorf("nobody says %q, or with other numbers: %q", vi, en)
		}
	}
}

// TestEachQuestionOfARegisterHasItsEnglish: titles, questions with their hints and choices,
// papers and steps of every register that is on the shelf.
func TestEachQuestionOfARegisterHasItsEnglish(t *testing.T) {
	var english map[string]string
	readEnglish(t, "sentences", &english)
	asked := 0
	for _, b := range books.Shelf {
		is := b.About()
		said := []string{is.Title, is.One}
		for _, p := range is.Papers {
			said = append(said, p.Said)
		}
		for _, m := range is.Moves {
			said = append(said, m.Said)
		}
		for _, a := range is.Asks {
			asked++
			said = append(said, a.Said, a.Hint)
			for _, c := range a.Choices {
				said = append(said, c.Said)
			}
		}
		for _, each := range said {
			if each != "" && english[each] == "" {
				t.Errorf("%s: %q is not told in English", is.Name, each)
			}
		}
	}
	if asked < 50 {
		t.Errorf("only %d questions were seen", asked)
	}
}

func readEnglish(t *testing.T, name string, into any) {
	t.Helper()
	texts, err := assets.English.ReadFile("english/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(texts, into); err != nil {
		t.Fatal(err)
	}
}

// literalsBelow are the texts in the code below folders, with # for each verb.
func literalsBelow(t *testing.T, roots ...string) map[string]bool {
	t.Helper()
	all := map[string]bool{}
	for _, root := range roots {
		codeBelow(t, root, func(_ string, _ *token.FileSet, n ast.Node) {
			if text, is := n.(*ast.BasicLit); is && text.Kind == token.STRING {
				all[verb.ReplaceAllString(written(text), "#")] = true
			}
		})
	}
	return all
}
