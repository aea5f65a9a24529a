package people

import "strings"

// common are words that everybody tries first, without accents: passwords of all
// countries, and what a Vietnamese office has in mind. Longer ones that are made of
// syllables are here because they come as one thought.
var common = wordsOf(`
password passw pass admin administrator root user login guest test welcome letmein
iloveyou love sunshine princess dragon monkey football master shadow superman batman
hello freedom whatever trustno secret master123 changeme default server windows
computer internet samsung iphone google facebook zalo gmail yahoo lovely baby
matkhau matkhaumoi matma khoa mokhoa dangnhap quantri nguoidung taikhoan
anhyeuem emyeuanh yeuem yeuanh yeuanhnhieu yeuemnhieu toiyeuem toiyeuban toiyeuvietnam
minhyeuem nhoem nhoanh vochong giadinh hanhphuc concon conyeu meyeu boyeu bome
khongbiet khongco khongnho quenroi xinchao chaoban vietnam vietnamvodich vodich hanoi
saigon tphcm hochiminh danang haiphong cantho hue thanglong sonnui bacho
congvu tramcongvu tram vanthu vanphong coquan ubnd uyban uybannhandan nhandan hdnd
xa phuong thitran huyen tinh congchuc vienchuc canbo lanhdao chutich phochutich
dichvucong hanhchinh motcua hoso congvan chinhphu nhanuoc thang ngay nam tuan
loveyou naruto pikachu doraemon lienquan garena freefire pubg mobile
mot hai ba muoi tram nghin
`)

func wordsOf(list string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(list) {
		all[w] = true
	}
	return all
}

// rows are the rows of a keyboard and the orders that everybody knows. They are tried
// in both directions.
var rows = []string{
	"`1234567890-=", "~!@#$%^&*()_+", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./",
	"abcdefghijklmnopqrstuvwxyz", "01234567890",
	"1qaz2wsx3edc4rfv5tgb6yhn7ujm", "qazwsxedcrfvtgbyhnujm", "147258369", "aăâbcdđeêghiklmnoôơpqrstuưvxy",
}

// leet are signs that are written for letters.
var leet = strings.NewReplacer("@", "a", "4", "a", "0", "o", "1", "i", "!", "i", "3", "e", "$", "s", "5", "s", "7", "t")
