package kit

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
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
		var one map[string]string
		if err := json.Unmarshal(b, &one); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for key := range one {
			if _, twice := all[key]; twice {
				t.Errorf("%s: %q is defined twice", name, key)
			}
		}
		maps.Copy(all, one)
	}
	return all
}

// keysAskedIn finds the first argument of every call of T. A key that is put
// together ("kit.state-" + s) counts as its literal beginning and a star.
func keysAskedIn(t *testing.T, root string) map[string]string {
	t.Helper()
	found := map[string]string{}
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
			call, ok := n.(*ast.CallExpr)
			refused := ok && calls(call.Fun, file.Name.Name, "Refused")
			if !ok || len(call.Args) == 0 || !refused && !calls(call.Fun, file.Name.Name, "T") {
				return true
			}
			key := literalOf(call.Args[0])
			if refused {
				found[key+"-next"] = fset.Position(call.Pos()).String()
			}
			if key == "" && file.Name.Name+"."+filepath.Base(p) != "kit.refused.go" {
				t.Errorf("%s: the key is not a text", fset.Position(call.Pos()))
			}
			if key != "" {
				found[key] = fset.Position(call.Pos()).String()
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
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
