package main

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tram/local/office"
)

// sentence is a failure as the code holds it.
type sentence struct {
	where            string
	room             string // folder that it stands in
	name, said, next string
}

// onScreen is the Vietnamese of the window.
func onScreen(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	paths, err := filepath.Glob("../../assets/i18n/*vi.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, &all); err != nil {
			t.Fatal(path, err)
		}
	}
	return all
}

// refusedBy is a refusal of the window whose words stand in its language (kit.Refused).
func refusedBy(call *ast.CallExpr, words map[string]string) (s sentence, is bool) {
	if !isNamed(call.Fun, "Refused") || len(call.Args) == 0 {
		return s, false
	}
	key := written(call.Args[0])
	room, _, _ := strings.Cut(key, ".")
	return sentence{name: "ui." + key, room: room, said: words[key], next: words[key+"-next"]}, true
}

// sentencesIn reads every office.Failure that is written out below a folder, and every
// refusal of the window.
func sentencesIn(t *testing.T, root string) (all []sentence) {
	t.Helper()
	words := onScreen(t)
	codeBelow(t, root, func(path string, files *token.FileSet, n ast.Node) {
		if literal, is := n.(*ast.CompositeLit); is && isNamed(literal.Type, "Failure") {
			s := readSentence(literal)
			s.where, s.room = files.Position(literal.Pos()).String(), filepath.Base(filepath.Dir(path))
			if s.name != "ui.…" { // kit.Refused makes it, whose calls are read
				all = append(all, s)
			}
		}
		if call, is := n.(*ast.CallExpr); is {
			if s, is := refusedBy(call, words); is && !slices.ContainsFunc(all, func(o sentence) bool { return o.name == s.name }) {
				s.where = files.Position(call.Pos()).String()
				all = append(all, s)
			}
		}
	})
	return all
}

// codeBelow looks at each piece of the code below a folder, tests left out.
func codeBelow(t *testing.T, root string, look func(path string, files *token.FileSet, n ast.Node)) {
	t.Helper()
	files := token.NewFileSet()
	err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		tree, err := parser.ParseFile(files, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			look(path, files, n)
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func readSentence(literal *ast.CompositeLit) (s sentence) {
	into := map[string]*string{"Name": &s.name, "Said": &s.said, "Next": &s.next}
	for _, each := range literal.Elts {
		pair, is := each.(*ast.KeyValueExpr)
		if !is {
			continue
		}
		key, named := pair.Key.(*ast.Ident)
		if named && into[key.Name] != nil {
			*into[key.Name] = written(pair.Value)
		}
	}
	return s
}

// written is a text as it stands in the code; what is put in from elsewhere is a
// dot of its own.
func written(value ast.Expr) string {
	switch v := value.(type) {
	case *ast.BasicLit:
		text, _ := strconv.Unquote(v.Value)
		return text
	case *ast.BinaryExpr:
		return written(v.X) + written(v.Y)
	}
	return "…"
}

// english is what a sentence in Vietnamese has no use for. Names of products
// (USB Token, PIN, Windows) are words of the trade.
var english = regexp.MustCompile(`(?i)(^|[^\pL])(the|is|are|was|of|not|cannot|could|failed|error|invalid|file|missing|please|unknown|unable|found|with|and|or)([^\pL]|$)`)

// option is a word of the command line, as it must be typed.
var option = regexp.MustCompile(`--[a-z-]+`)

// shown is what a clerk reads, without what is to be typed as it stands.
func (s sentence) shown() string { return option.ReplaceAllString(s.said+" "+s.next, "") }

// nextElsewhere are failures whose next step is that of the missing condition.
var nextElsewhere = []string{"condition-missing"}

// wrong tells what a sentence lacks; empty: nothing.
func (s sentence) wrong() string {
	_, after, dotted := strings.Cut(s.name, ".")
	dynamic := strings.HasSuffix(s.next, "%s")
	switch {
	case !dotted || after == "":
		return "its name says no room"
	case !strings.HasPrefix(strings.TrimPrefix(s.name, "ui."), s.room+"."):
		return "its name does not begin with its room, " + s.room
	case !strings.ContainsAny(strings.ToLower(s.said), "ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"):
		return "it says nothing in Vietnamese"
	case english.MatchString(s.shown()):
		return "it speaks English: " + english.FindString(s.shown())
	case s.next == "" && after != nextElsewhere[0]:
		return "it tells no next step"
	case s.next != "" && !dynamic && !strings.HasSuffix(s.next, ".") && !strings.HasSuffix(s.next, ")"):
		return "its next step does not end as a sentence"
	}
	return ""
}

func TestEverySentenceHoldsVietnameseAndANextStep(t *testing.T) {
	names := map[string]string{}
	for _, root := range []string{"../../local", "../../sync", "../../printing", "../../ui", "../../cmd"} {
		for _, s := range sentencesIn(t, root) {
			if s.said == "" && s.next == "" {
				continue // a name to compare with: the sentence stands in another room
			}
			if why := s.wrong(); why != "" {
				t.Errorf("%s: %q: %s (%q, %q)", s.where, s.name, why, s.said, s.next)
			}
			if other, twice := names[s.name]; twice {
				t.Errorf("%s and %s are both called %q", other, s.where, s.name)
			}
			names[s.name] = s.where
		}
	}
	if len(names) < 100 {
		t.Fatalf("only %d sentences found: the search is broken", len(names))
	}
}

func TestASentenceThatLacksSomethingIsCaught(t *testing.T) {
	whole := sentence{room: "page", name: "page.empty", said: "Tệp rỗng.", next: "Hãy quét lại."}
	if why := whole.wrong(); why != "" {
		t.Errorf("a whole one: %s", why)
	}
	for what, spoil := range map[string]func(*sentence){
		"no room": func(s *sentence) { s.name = "empty" }, "another room": func(s *sentence) { s.name = "tray.empty" },
		"half English": func(s *sentence) { s.said = "Không mở được file." }, "no sentence": func(s *sentence) { s.said = "" }, "English": func(s *sentence) { s.said = "The file is empty." },
		"no next step": func(s *sentence) { s.next = "" }, "half a next step": func(s *sentence) { s.next = "Hãy quét" },
	} {
		s := whole
		if spoil(&s); s.wrong() == "" {
			t.Errorf("%s was not caught", what)
		}
	}
}

// TestEachSentenceIsFilledWithWhatItAsksFor: no clerk reads a verb that nobody filled, nor %!(EXTRA).
func TestEachSentenceIsFilledWithWhatItAsksFor(t *testing.T) {
	known := map[string]sentence{} // by the room and the name of its variable
	for _, root := range []string{"../../local", "../../sync", "../../ui"} {
		codeBelow(t, root, func(path string, _ *token.FileSet, n ast.Node) {
			spec, is := n.(*ast.ValueSpec)
			if !is || len(spec.Names) != len(spec.Values) {
				return
			}
			for i, v := range spec.Values {
				if literal, is := v.(*ast.CompositeLit); is && isNamed(literal.Type, "Failure") {
					known[filepath.Base(filepath.Dir(path))+"."+spec.Names[i].Name] = readSentence(literal)
				}
			}
		})
	}
	filled := 0
	for _, root := range []string{"../../local", "../../sync", "../../ui", "../../cmd"} {
		codeBelow(t, root, func(path string, files *token.FileSet, n ast.Node) {
			call, is := n.(*ast.CallExpr)
			if !is || call.Ellipsis.IsValid() {
				return
			}
			about, is := call.Fun.(*ast.SelectorExpr)
			if !is || about.Sel.Name != "About" {
				return
			}
			name := ""
			switch of := about.X.(type) {
			case *ast.Ident:
				name = filepath.Base(filepath.Dir(path)) + "." + of.Name
			case *ast.SelectorExpr:
				if room, is := of.X.(*ast.Ident); is {
					name = room.Name + "." + of.Sel.Name
				}
			}
			s, is := known[name]
			if !is {
				return
			}
			filled++
			said, all := office.Verbs(s.said), office.Verbs(s.said)+office.Verbs(s.next)
			if given := len(call.Args); given != all && given != said {
				t.Errorf("%s: %q asks for %d words, and for %d with what to do; it gets %d", files.Position(call.Pos()), s.said, said, all, given)
			}
		})
	}
	if filled < 300 {
		t.Errorf("only %d were seen", filled)
	}
}
