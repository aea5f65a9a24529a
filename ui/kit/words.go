package kit

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"tram/assets"
)

// The languages that the window speaks.
const (
	Vietnamese = "vi"
	English    = "en"
)

// toolkitLocales are the locales that Fyne brings texts for. The toolkit
// follows the locale of the system and cannot be told another, so the chosen
// texts are laid under each of them: a clerk whose Windows is English or
// French still reads Vietnamese.
var toolkitLocales = []fyne.Locale{
	"vi", "en", "cs", "de", "el", "es", "fr", "ja", "pl", "pt", "pt-BR", "ru", "sv", "ta", "uk", "zh-Hans",
}

var spoken = Vietnamese

// Speak makes the window speak a language from now on; what is already on the
// screen keeps its words. An unknown language is an error.
func Speak(language string) error {
	if language != Vietnamese && language != English {
		return fmt.Errorf("no texts for the language %q", language)
	}
	files, err := assets.Words.ReadDir("i18n")
	if err != nil {
		return fmt.Errorf("listing the texts: %w", err)
	}
	for _, f := range files {
		if f.Name() != language+".json" && !strings.HasSuffix(f.Name(), "."+language+".json") {
			continue
		}
		if err := learn(f.Name()); err != nil {
			return err
		}
	}
	spoken = language
	return nil
}

// Spoken is the language of the window.
func Spoken() string { return spoken }

func learn(file string) error {
	texts, err := assets.Words.ReadFile("i18n/" + file)
	if err != nil {
		return fmt.Errorf("reading the texts: %w", err)
	}
	for _, l := range toolkitLocales {
		if err := lang.AddTranslationsForLocale(texts, l); err != nil {
			return fmt.Errorf("learning %s for %s: %w", file, l, err)
		}
	}
	return nil
}

// T is the text of a key in the language of the window, its verbs filled with
// args. A key that no file holds comes back as it is, and a test finds it.
func T(key string, args ...any) string {
	text := lang.X(key, key)
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}
