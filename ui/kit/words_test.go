package kit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"iter"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2/lang"

	"tram/assets"
)

func TestEveryTextStandsInBothLanguages(t *testing.T) {
	vi, en := texts(t, Vietnamese), texts(t, English)
	for key, value := range vi {
		if strings.TrimSpace(value) == "" {
			t.Errorf("vi: %q is empty", key)
		}
		if english, ok := en[key]; !ok || strings.TrimSpace(english) == "" {
			t.Errorf("en: %q is missing", key)
		} else if strings.Count(value, "%") != strings.Count(english, "%") {
			t.Errorf("%q takes other arguments in English", key)
		}
	}
	for key := range en {
		if _, ok := vi[key]; !ok {
			t.Errorf("vi: %q is missing", key)
		}
	}
}

func TestEveryTextThatTheWindowAsksForIsThere(t *testing.T) {
	vi := texts(t, Vietnamese)
	asked := map[string]bool{}
	for _, root := range []string{"../../ui", "../../cmd/tram"} {
		for key, where := range keysAskedIn(t, root) {
			asked[key] = true
			if _, ok := vi[key]; ok {
				continue
			}
			if strings.HasSuffix(key, "*") && hasPrefix(vi, strings.TrimSuffix(key, "*")) {
				continue
			}
			t.Errorf("%s asks for %q, which no file holds", where, key)
		}
	}
	if len(asked) < 10 {
		t.Fatalf("only %d texts found in the code: the search is broken", len(asked))
	}
	for key := range vi {
		used := asked[key] || !strings.Contains(key, ".") || strings.HasSuffix(key, ".short") || strings.HasPrefix(key, "file.")
		for a := range asked {
			used = used || strings.HasSuffix(a, "*") && strings.HasPrefix(key, strings.TrimSuffix(a, "*"))
		}
		if !used {
			t.Errorf("nobody asks for %q", key)
		}
	}
}

func TestTheWindowSpeaksVietnameseWhateverTheSystemSpeaks(t *testing.T) {
	for _, locale := range []string{"en_US.UTF-8", "fr_FR.UTF-8", "zh_CN.UTF-8", "C", "vi_VN.UTF-8"} {
		for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"} {
			t.Setenv(name, locale)
		}
		if err := Speak(Vietnamese); err != nil {
			t.Fatal(err)
		}
		if got := lang.L("Open"); got != "Mở" {
			t.Errorf("%s: the toolkit says %q", locale, got)
		}
		if got := T("kit.undo"); got != "Hoàn tác" {
			t.Errorf("%s: the window says %q", locale, got)
		}
	}
}

func TestTheWindowCanChangeItsLanguage(t *testing.T) {
	if err := Speak(English); err != nil {
		t.Fatal(err)
	}
	defer Speak(Vietnamese)
	if got := T("kit.undo"); got != "Undo" || Spoken() != English {
		t.Errorf("undo = %q, spoken = %q", got, Spoken())
	}
	if Speak("fr") == nil {
		t.Error("French was accepted")
	}
}

// texts merges the files of a language and refuses a key that two rooms define.
func texts(t *testing.T, language string) map[string]string {
	t.Helper()
	all := map[string]string{}
	names, err := fs.Glob(assets.Words, "i18n/*"+language+".json")
	if err != nil || len(names) == 0 {
		t.Fatal("no texts", err)
	}
	for _, name := range names {
		b, err := assets.Words.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for key, text := range pairs(t, name, b) {
			if _, twice := all[key]; twice {
				t.Errorf("%s: %q is defined twice", name, key)
			}
			all[key] = text
		}
	}
	return all
}

// pairs are the keys of a file of texts with what they say, those that stand there twice, too.
func pairs(t *testing.T, name string, b []byte) iter.Seq2[string, string] {
	return func(yield func(key, text string) bool) {
		d := json.NewDecoder(bytes.NewReader(b))
		next := func() string {
			token, err := d.Token()
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			return fmt.Sprint(token)
		}
		for next(); d.More(); {
			if key, text := next(), next(); !yield(key, text) {
				return
			}
		}
	}
}

var indexed = regexp.MustCompile(`%\[(\d)\]`)

// roomIn is how many arguments a text has room for.
func roomIn(text string) (room int) {
	for _, n := range indexed.FindAllStringSubmatch(text, -1) {
		at, _ := strconv.Atoi(n[1])
		room = max(room, at)
	}
	if room > 0 {
		return room
	}
	return strings.Count(strings.ReplaceAll(text, "%%", ""), "%")
}

// TestEveryTextIsGivenWhatItAsksFor counts what each call of T gives beside its key, and what the text has room for.
func TestEveryTextIsGivenWhatItAsksFor(t *testing.T) {
	vi, weighed := texts(t, Vietnamese), 0
	for _, root := range []string{"../../ui", "../../cmd/tram"} {
		callsIn(t, root, func(file *ast.File, call *ast.CallExpr, where string) {
			key := literalOf(call.Args[0])
			text, is := vi[key]
			if !calls(call.Fun, file.Name.Name, "T") || !is || call.Ellipsis.IsValid() {
				return
			}
			weighed++
			if given := len(call.Args) - 1; roomIn(text) != given {
				t.Errorf("%s: %q has room for %d and is given %d", where, text, roomIn(text), given)
			}
		})
	}
	if weighed < 500 {
		t.Errorf("only %d calls were weighed: the search is broken", weighed)
	}
}

// keysAskedIn finds the first argument of every call of T. A key that is put
// together ("kit.state-" + s) counts as its literal beginning and a star.
func keysAskedIn(t *testing.T, root string) map[string]string {
	t.Helper()
	found := map[string]string{}
	callsIn(t, root, func(file *ast.File, call *ast.CallExpr, where string) {
		refused := calls(call.Fun, file.Name.Name, "Refused")
		if !refused && !calls(call.Fun, file.Name.Name, "T") {
			return
		}
		key := literalOf(call.Args[0])
		if refused {
			found[key+"-next"] = where
		}
		if key == "" && !strings.Contains(where, filepath.Join("ui", "kit", "refused.go")) {
			t.Errorf("%s: the key is not a text", where)
		}
		if key != "" {
			found[key] = where
		}
	})
	return found
}

// callsIn tells of every call with arguments in the code below a folder, its tests left out, and where it stands.
func callsIn(t *testing.T, root string, tell func(file *ast.File, call *ast.CallExpr, where string)) {
	t.Helper()
	fset := token.NewFileSet()
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(fset, p, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && len(call.Args) > 0 {
				tell(file, call, fset.Position(call.Pos()).String())
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func calls(fun ast.Expr, pkg, name string) bool {
	switch f := fun.(type) {
	case *ast.Ident:
		return pkg == "kit" && f.Name == name
	case *ast.SelectorExpr:
		x, ok := f.X.(*ast.Ident)
		return ok && x.Name == "kit" && f.Sel.Name == name
	}
	return false
}

func literalOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, _ := strconv.Unquote(e.Value)
		return s
	case *ast.BinaryExpr:
		if start := literalOf(e.X); start != "" {
			return strings.TrimSuffix(start, "*") + "*"
		}
	}
	return ""
}

func hasPrefix(all map[string]string, start string) bool {
	return slices.ContainsFunc(slices.Collect(maps.Keys(all)), func(k string) bool { return strings.HasPrefix(k, start) })
}

func TestWhatTheWindowRefusesIsSaidInItsLanguage(t *testing.T) {
	for language, want := range map[string]string{Vietnamese: "Thư mục không nhận tệp “a.pdf”.", English: "The folder takes no file “a.pdf”."} {
		if err := Speak(language); err != nil {
			t.Fatal(err)
		}
		told, _ := Explain(Refused("kit.save-refused", "a.pdf"))
		if told.Said != want || told.Next != T("kit.save-refused-next") || told.Next == "" {
			t.Errorf("%s: told %+v", language, told)
		}
	}
	if err := Speak(Vietnamese); err != nil {
		t.Fatal(err)
	}
}
