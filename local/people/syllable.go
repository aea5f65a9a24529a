package people

import "strings"

// A Vietnamese syllable without its tone and accents is an onset and a rime. Whoever
// guesses, guesses syllables and not letters.
var (
	onsets = strings.Fields("b c ch d g gh gi h k kh l m n ng ngh nh p ph q r s t th tr v x")
	rimes  = wordsOf(`
a ac ach ai am an ang anh ao ap at au ay
e ec ech em en eng enh eo ep et eu
i ia ich iec iem ien ieng iep iet ieu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oen oeo oet oi om on ong ooc oong op ot
u ua uac uai uan uang uanh uao uat uau uay uc ue uech uen uenh ueo uet ui um un ung
uo uoc uoi uom uon uong uop uot uou up ut uu uy uya uych uyen uyet uynh uyp uyt uyu
y yem yen yeng yet yeu ynh ych
`)
)

// longestSyllable is “nghieng”, in letters.
const longestSyllable = 7

// syllable tells whether letters without accents are one.
func syllable(letters string) bool {
	if len(letters) < 2 || len(letters) > longestSyllable {
		return false
	}
	if rimes[letters] {
		return true
	}
	for _, onset := range onsets {
		if rime, has := strings.CutPrefix(letters, onset); has && rimes[rime] {
			return true
		}
	}
	return false
}
