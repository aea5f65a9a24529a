package heading

import (
	"slices"
	"strings"

	"tram/local/office"
)

// nouns are what the names of those begin with who issue documents.
var nouns = []string{"ỦY BAN", "UỶ BAN", "UBND", "HỘI ĐỒNG", "HĐND", "HỘI ", "SỞ ", "PHÒNG ", "BAN ", "BỘ ", "CỤC ", "CHI CỤC", "TỔNG CỤC", "TRUNG TÂM", "TRƯỜNG ", "VĂN PHÒNG", "ĐẢNG ỦY",
	"CÔNG AN", "THANH TRA", "TÒA ÁN", "TOÀ ÁN", "VIỆN ", "TRẠM ", "ĐOÀN ", "LIÊN ĐOÀN", "CHÍNH PHỦ", "THỦ TƯỚNG", "QUỐC HỘI", "KHO BẠC", "NGÂN HÀNG", "BẢO HIỂM", "THƯỜNG TRỰC",
	"BỆNH VIỆN", "HỌC VIỆN", "ĐẠI HỌC", "CÔNG TY", "TỔNG CÔNG TY", "HỢP TÁC XÃ", "HẠT ", "THUẾ ", "ĐỘI ", "TỔ ", "QUỸ ", "NHÀ MÁY", "XÍ NGHIỆP", "MẶT TRẬN"}

func begins(name string) bool {
	folded := office.Fold(name) + " "
	return slices.ContainsFunc(nouns, func(n string) bool { return strings.HasPrefix(folded, office.Fold(n)) })
}

// goesOn tells that a name does not end with a line, though the next begins as names do:
// BAN CHỈ HUY / PHÒNG CHỐNG THIÊN TAI, THƯỜNG TRỰC / HỘI ĐỒNG NHÂN DÂN.
func goesOn(name string) bool {
	folded := office.Fold(tidy(name))
	return slices.ContainsFunc([]string{"ban chi huy", "ban chi dao", "thuong truc", "ban quan ly", "hoi dong", "doan dai bieu", "van phong", "ban dai dien"},
		func(s string) bool { return folded == s })
}

// places stand in the names of bodies of a place: ỦY BAN NHÂN DÂN / XÃ MẪU SƠN.
var places = []string{"XÃ ", "PHƯỜNG ", "THỊ TRẤN ", "HUYỆN ", "QUẬN ", "THỊ XÃ ", "THÀNH PHỐ ", "TỈNH ", "ĐẶC KHU "}

// bodies are those whose names are told from names of places by their words alone.
var bodies = []string{"ỦY BAN NHÂN DÂN", "UỶ BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN"}

// written is a name as it is written within a sentence: as it was before, or by the rule
// for a body of a place. Others stay in capitals: which of their words are names is not
// known.
func (r *reader) written(name string) string {
	for _, each := range r.known {
		if office.Fold(each) == office.Fold(name) {
			return each
		}
	}
	for _, body := range bodies {
		rest, is := cutFolded(name, body+" ")
		i := slices.IndexFunc(places, func(p string) bool { return strings.HasPrefix(rest, p) })
		if is && i >= 0 {
			words := strings.Fields(strings.ToLower(strings.TrimPrefix(rest, places[i])))
			for j, w := range words {
				words[j] = upperFirst(w)
			}
			return upperFirst(strings.ToLower(body)) + " " + strings.ToLower(places[i]) + strings.Join(words, " ")
		}
	}
	return name
}

// cutFolded cuts off what a name begins with, whatever accents a machine read there: words that
// are always the same are written as they are.
func cutFolded(name, prefix string) (rest string, is bool) {
	letters := []rune(name)
	n := len([]rune(prefix))
	if len(letters) <= n || office.Fold(string(letters[:n])) != office.Fold(prefix) {
		return name, false
	}
	return string(letters[n:]), true
}
