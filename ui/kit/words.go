package kit

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync/atomic"

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

// toolkitWords is the room whose texts the toolkit itself asks for, by its own keys.
const toolkitWords = "toolkit"

// tongue is a language and its texts by their keys.
type tongue struct {
	language string
	texts    map[string]string
	foreign  foreign
}

var spoken atomic.Pointer[tongue]

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
	t := &tongue{language: language, texts: map[string]string{}}
	for _, f := range files {
		if room, is := strings.CutSuffix(f.Name(), language+".json"); is {
			if err := t.learn(f.Name(), strings.TrimSuffix(room, ".")); err != nil {
				return fmt.Errorf("learning %s: %w", f.Name(), err)
			}
		}
	}
	if language == English {
		if t.foreign, err = learnEnglish(); err != nil {
			return err
		}
	}
	spoken.Store(t)
	return nil
}

// Spoken is the language of the window.
func Spoken() string {
	if t := spoken.Load(); t != nil {
		return t.language
	}
	return Vietnamese
}

// learn takes the texts of a room in, or hands them to the toolkit where it asks for them.
func (t *tongue) learn(file, room string) error {
	texts, err := assets.Words.ReadFile("i18n/" + file)
	if err != nil {
		return err
	}
	if room != toolkitWords {
		return json.Unmarshal(texts, &t.texts)
	}
	for _, l := range toolkitLocales {
		if err := lang.AddTranslationsForLocale(texts, l); err != nil {
			return fmt.Errorf("for %s: %w", l, err)
		}
	}
	return nil
}

// T is the text of a key in the language of the window, its verbs filled with
// args. A key that no file holds comes back as it is, and a test finds it.
func T(key string, args ...any) string {
	text := key
	if t := spoken.Load(); t != nil {
		if said, is := t.texts[key]; is {
			text = said
		}
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}
