package heading

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"

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

// phrases are the words of names of those who issue documents to a commune and in it.
var phrases = append(strings.Split("TỈNH,XÃ,PHƯỜNG,ĐẶC KHU,THÀNH PHỐ,HUYỆN,THỊ TRẤN,KHU VỰC,TRUNG ƯƠNG,VIỆT NAM,NHÀ NƯỚC,VĂN PHÒNG,VĂN PHÒNG HĐND VÀ UBND,"+
	"THI ĐUA,KHEN THƯỞNG,NGHĨA VỤ QUÂN SỰ,BAN CHỈ HUY,BAN CHỈ ĐẠO,PHÒNG THỦ DÂN SỰ,QUÂN SỰ,PHÒNG CHỐNG THIÊN TAI,TÌM KIẾM CỨU NẠN,BAN QUẢN LÝ,DỰ ÁN,ĐẦU TƯ,XÂY DỰNG,THƯỜNG TRỰC,BAN THƯỜNG TRỰC,BAN THƯỜNG VỤ,"+
	"ỦY BAN MẶT TRẬN TỔ QUỐC,MẶT TRẬN TỔ QUỐC,ĐẢNG ỦY,CÔNG ĐOÀN,LIÊN ĐOÀN LAO ĐỘNG,HỘI LIÊN HIỆP PHỤ NỮ,HỘI NÔNG DÂN,CỰU CHIẾN BINH,CHỮ THẬP ĐỎ,NGƯỜI CAO TUỔI,THANH NIÊN,CỘNG SẢN HỒ CHÍ MINH,KHUYẾN HỌC,"+
	"TRUNG TÂM,PHỤC VỤ HÀNH CHÍNH CÔNG,CUNG ỨNG DỊCH VỤ,DỊCH VỤ,Y TẾ,TRẠM Y TẾ,BỆNH VIỆN ĐA KHOA,TRƯỜNG,TRUNG HỌC CƠ SỞ,TRUNG HỌC PHỔ THÔNG,TIỂU HỌC,MẦM NON,ĐẠI HỌC,CAO ĐẲNG,"+
	"PHÒNG,PHÒNG KINH TẾ,VĂN HÓA - XÃ HỘI,HẠ TẦNG VÀ ĐÔ THỊ,KINH TẾ,ĐÔ THỊ,CÔNG AN,THANH TRA,HẠT KIỂM LÂM,CHI CỤC,KIỂM LÂM,THUẾ,BẢO HIỂM XÃ HỘI,KHO BẠC,NGÂN HÀNG CHÍNH SÁCH XÃ HỘI,ĐỒN BIÊN PHÒNG,HẢI QUAN,THỐNG KÊ,"+
	"TÒA ÁN NHÂN DÂN,VIỆN KIỂM SÁT NHÂN DÂN,THI HÀNH ÁN DÂN SỰ,TỔNG CÔNG TY,CÔNG TY,CỔ PHẦN,HỢP TÁC XÃ,ĐIỆN LỰC,CẤP NƯỚC,THỦY LỢI,NHÀ VĂN HÓA,RỪNG PHÒNG HỘ,"+
	"NỘI VỤ,TÀI CHÍNH,KẾ HOẠCH,NÔNG NGHIỆP,MÔI TRƯỜNG,TÀI NGUYÊN,NÔNG THÔN,PHÁT TRIỂN,KHOA HỌC,CÔNG NGHỆ,GIÁO DỤC,ĐÀO TẠO,TƯ PHÁP,CÔNG THƯƠNG,VĂN HÓA,THỂ THAO,DU LỊCH,DÂN TỘC,TÔN GIÁO,XÃ HỘI,QUẢN LÝ", ","), bodies...)

// surePlace is how sure a machine must be of each word of a line for the name of a place in it to
// stay as it was read.
const surePlace = 0.93

// unsure tells that lines were read off a picture, and not surely.
func unsure(lines []line) bool {
	return slices.ContainsFunc(lines, func(l line) bool { return l.Read && l.Sure < surePlace })
}

// written is a name as it is written within a sentence: as it was before, or by the rule
// for a body of a place. Others stay in capitals: which of their words are names is not
// known. unsure: its accents may be others. asRead: its letters are those that were read.
func (r *reader) written(name string, unsure bool) (as string, asRead bool) {
	for _, each := range r.known {
		if office.Fold(each) == office.Fold(name) {
			return each, alike(each, name)
		}
	}
	as = name
	if unsure {
		as = spelled(name)
	}
	asRead = alike(as, name)
	for _, body := range bodies {
		rest, is := strings.CutPrefix(as, body+" ")
		i := slices.IndexFunc(places, func(p string) bool { return strings.HasPrefix(rest, p) })
		if is && i >= 0 {
			return upperFirst(strings.ToLower(body)) + " " + strings.ToLower(places[i]) + titled(strings.TrimPrefix(rest, places[i])), asRead
		}
	}
	return as, asRead
}

// spelled is a name in capitals whose usual phrases and whose place have the accents that these
// have: a machine takes some for others.
func spelled(name string) string {
	words := strings.Fields(name)
	for i := 0; i < len(words); {
		phrase := strings.Fields(phraseAt(words[i:]))
		for j, w := range phrase {
			words[i+j] = w + strings.TrimPrefix(words[i+j], bare(words[i+j]))
		}
		i += len(phrase)
		rest := strings.Join(words[i:], " ")
		if isPlaces := slices.Contains(places, strings.Join(phrase, " ")+" "); i > 0 && (placed(rest) != rest || isPlaces) {
			return strings.TrimSpace(strings.Join(words[:i], " ") + " " + strings.ToUpper(placed(rest)))
		}
		if len(phrase) == 0 {
			i++
		}
	}
	return strings.Join(words, " ")
}

// bare is a word without the comma behind it.
func bare(word string) string { return strings.TrimRight(word, ",;") }

// phraseAt is the longest of the phrases that words begin with, whatever their accents; "": none.
func phraseAt(words []string) (longest string) {
	each := make([]string, len(words))
	for i, w := range words {
		each[i] = bare(w)
	}
	folded := office.Fold(strings.Join(each, " ")) + " "
	for _, p := range phrases {
		if len(p) > len(longest) && strings.HasPrefix(folded, office.Fold(p)+" ") {
			longest = p
		}
	}
	return longest
}

//go:embed places.txt
var placeNames string

// placesBy are communes, wards, special zones and provinces since 2025, by their letters without
// accents.
var placesBy = sync.OnceValue(func() map[string][]string {
	by := map[string][]string{}
	for name := range strings.Lines(placeNames) {
		name = strings.TrimSpace(name)
		by[office.Fold(name)] = append(by[office.Fold(name)], name)
	}
	return by
})

// placed is the name of a place with the accents of the one that is nearest to them among those
// with its letters. Where none is, or two are as near, it stays as it is.
func placed(name string) string {
	least, nearest := 0, []string(nil)
	for _, each := range placesBy()[office.Fold(name)] {
		far := apart([]rune(toneLast(name)), []rune(toneLast(each)))
		if nearest == nil || far < least {
			least, nearest = far, nil
		}
		if far == least {
			nearest = append(nearest, each)
		}
	}
	if len(nearest) != 1 || least == 0 {
		return name
	}
	return nearest[0]
}

// alike tells that two names have the same letters and accents, large or small, over whichever
// vowel of a word its tone stands: hoà, hòa.
func alike(a, b string) bool { return toneLast(a) == toneLast(b) }

// toneLast is a name in small letters that are parted from their accents, the tone of each word
// behind it.
func toneLast(s string) string {
	words := strings.Fields(strings.ToLower(norm.NFD.String(s)))
	for i, w := range words {
		tone := ""
		words[i] = strings.Map(func(r rune) rune {
			if strings.ContainsRune("\u0300\u0301\u0303\u0309\u0323", r) {
				tone += string(r)
				return -1
			}
			return r
		}, w) + tone
	}
	return strings.Join(words, " ")
}

// titled has the words of a name begin with a capital each.
func titled(name string) string {
	words := strings.Fields(strings.ToLower(name))
	for i, w := range words {
		words[i] = upperFirst(w)
	}
	return strings.Join(words, " ")
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
