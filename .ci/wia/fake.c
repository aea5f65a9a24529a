/* fake.c is a scanner of WIA 2.0 for tests under wine, which has none: the class that
 * programs ask for, with one device that does what the file stack.txt beside this library
 * says. Properties, variants and streams are those of mingw's headers; of the interfaces
 * that those lack there are here the methods that are called, in the order of wia_lh.idl. */
#define COBJMACROS
#define CONST_VTABLE
#include <initguid.h>
#include <windows.h>
#include <objidl.h>
#include <oleauto.h>
#include <wia.h>
#include <stdio.h>
#include <string.h>

DEFINE_GUID(CLSID_Manager2, 0xB6C292BC, 0x7C88, 0x41ee, 0x8B, 0x54, 0x8E, 0xC9, 0x26, 0x17, 0xE5, 0x99);
DEFINE_GUID(IID_Manager2, 0x79C07CF1, 0xCBDD, 0x41ee, 0x8E, 0xC3, 0xF0, 0x00, 0x80, 0xCA, 0xDA, 0x7A);
DEFINE_GUID(IID_Item2, 0x6CBA0075, 0x1287, 0x407d, 0x9B, 0x77, 0xCF, 0x0E, 0x03, 0x04, 0x35, 0xCC);
DEFINE_GUID(IID_Store, 0x98B5E8A0, 0x29CC, 0x491a, 0xAA, 0xC0, 0xE6, 0xDB, 0x4F, 0xDC, 0xCE, 0xB6);
DEFINE_GUID(IID_Transfer, 0xc39d6942, 0x2f4e, 0x4d04, 0x92, 0xfe, 0x4e, 0xf4, 0xd3, 0xa1, 0xde, 0x5a);
DEFINE_GUID(IID_Callback, 0x27d4eaaf, 0x28a6, 0x4ca5, 0x9a, 0xab, 0xe6, 0x78, 0x16, 0x8b, 0x95, 0x27);
DEFINE_GUID(Flatbed, 0xfb607b1f, 0x43f3, 0x488b, 0x85, 0x5b, 0xfb, 0x70, 0x3e, 0xc3, 0x42, 0xa6);
DEFINE_GUID(Feeder, 0xfe131934, 0xf84c, 0x42ad, 0x8d, 0xa4, 0x61, 0x29, 0xcd, 0xdd, 0x72, 0x88);
DEFINE_GUID(Bitmap, 0xb96b3cab, 0x0728, 0x11d3, 0x9d, 0x7b, 0x00, 0x00, 0xf8, 0x1e, 0xf3, 0x2e);

typedef struct { LONG message, percent; ULONG64 bytes; HRESULT status; } Progress;
typedef struct Callback Callback;
typedef struct {
	HRESULT(WINAPI *QueryInterface)(Callback *, REFIID, void **);
	ULONG(WINAPI *AddRef)(Callback *);
	ULONG(WINAPI *Release)(Callback *);
	HRESULT(WINAPI *TransferCallback)(Callback *, LONG, Progress *);
	HRESULT(WINAPI *GetNextStream)(Callback *, LONG, BSTR, BSTR, IStream **);
} CallbackVtbl;
struct Callback { CallbackVtbl *v; };

/* what the stack holds and what happens to it */
static struct { int sheets, after, feeder, half, cut; unsigned code; } stack;
static WCHAR stack_path[MAX_PATH];

static void load(void) {
	FILE *f = _wfopen(stack_path, L"r");
	memset(&stack, 0, sizeof stack);
	if (f) {
		if (fscanf(f, "%d %d %d %d %d %x", &stack.sheets, &stack.after, &stack.feeder, &stack.half, &stack.cut, &stack.code) != 6) stack.after = -1;
		fclose(f);
	}
}

static void save(void) {
	FILE *f = _wfopen(stack_path, L"w");
	fprintf(f, "%d %d %d %d %d %x\n", stack.sheets, stack.after, stack.feeder, stack.half, stack.cut, stack.code);
	fclose(f);
}

/* one object is everything: each table has its own head */
typedef struct { const void *v; int kind; } Object; /* 0 root, 1 glass, 2 feeder, 3 the device in the list */
enum { ROOT, GLASS, TRAY, LISTED };
static const void *manager_methods[], *items_methods[], *item_methods[], *transfer_methods[], *factory_methods[];
static IEnumWIA_DEV_INFOVtbl devices_methods;
static IWiaPropertyStorageVtbl store_methods;
static Object factory = {factory_methods, 0}, manager = {manager_methods, 0};
static Object devices = {&devices_methods, 0}, items = {items_methods, 0};
static Object item[3] = {{item_methods, ROOT}, {item_methods, GLASS}, {item_methods, TRAY}};
static Object store[4] = {{&store_methods, ROOT}, {&store_methods, GLASS}, {&store_methods, TRAY}, {&store_methods, LISTED}};
static Object transfer[3] = {{transfer_methods, ROOT}, {transfer_methods, GLASS}, {transfer_methods, TRAY}};
static int devices_at, items_at, select_sides, resolution = 75, pages;

static ULONG WINAPI count(Object *o) { return 1; }
static HRESULT WINAPI refuse(Object *o) { return E_NOTIMPL; }

static HRESULT WINAPI nothing_else(Object *o, REFIID iid, void **out) { *out = o; return S_OK; }

static HRESULT WINAPI item_query(Object *o, REFIID iid, void **out) {
	*out = NULL;
	if (IsEqualGUID(iid, &IID_Store)) *out = &store[o->kind];
	else if (IsEqualGUID(iid, &IID_Transfer)) *out = &transfer[o->kind];
	else if (IsEqualGUID(iid, &IID_Item2) || IsEqualGUID(iid, &IID_IUnknown)) *out = o;
	return *out ? S_OK : E_NOINTERFACE;
}

static HRESULT WINAPI enum_devices(Object *o, LONG flags, void **out) {
	devices_at = 0;
	*out = &devices;
	return flags == WIA_DEVINFO_ENUM_LOCAL ? S_OK : E_INVALIDARG;
}

static HRESULT WINAPI create_device(Object *o, LONG flags, BSTR id, void **out) {
	*out = NULL;
	if (wcscmp(id, L"{6BDD1FC6-810F-11D0-BEC7-08002BE2092F}\\0001") || SysStringLen(id) != wcslen(id)) return 0x80210015;
	*out = &item[ROOT];
	return S_OK;
}

static HRESULT WINAPI next_device(Object *o, ULONG n, void **out, ULONG *got) {
	*got = 0;
	if (n != 1 || devices_at++) return S_FALSE;
	*out = &store[LISTED];
	*got = 1;
	return S_OK;
}

static HRESULT WINAPI enum_items(Object *o, const GUID *category, void **out) {
	items_at = GLASS;
	*out = &items;
	return category ? E_INVALIDARG : S_OK;
}

static HRESULT WINAPI next_item(Object *o, ULONG n, void **out, ULONG *got) {
	*got = 0;
	if (n != 1 || items_at > TRAY) return S_FALSE;
	*out = &item[items_at++];
	*got = 1;
	return S_OK;
}

static HRESULT WINAPI category(Object *o, GUID *out) {
	*out = o->kind == GLASS ? Flatbed : Feeder;
	return S_OK;
}

static int modes[] = {3, 3, 0, 2, 3}, dpi[] = {3, 75, 75, 300, 600}, bright[] = {-1000, 0, 1000, 1};
static int mode = 3, left_, top_, width = 100, height = 100, brightness;
static GUID format;

static int *number(Object *o, ULONG id) {
	static int type = 1 << 16, can = 1 | 2 | 4, state, wide = 8500, high = 11700;
	load();
	state = stack.feeder ? stack.feeder : stack.sheets > 0;
	switch (id) {
	case 5: return o->kind == LISTED ? &type : NULL;
	case 3086: return o->kind == ROOT ? &can : NULL;
	case 3087: return o->kind == ROOT ? &state : NULL;
	case 3088: return o->kind == TRAY ? &select_sides : NULL;
	case 3096: return o->kind == TRAY ? &pages : NULL;
	case 4103: return &mode;
	case 6147: case 6148: return &resolution;
	case 6149: return &left_;
	case 6150: return &top_;
	case 6151: return &width;
	case 6152: return &height;
	case 6154: return &brightness;
	case 6165: return o->kind == LISTED || o->kind == ROOT ? NULL : &wide;
	case 6166: return o->kind == LISTED || o->kind == ROOT ? NULL : &high;
	}
	return NULL;
}

static HRESULT WINAPI read_(Object *o, ULONG n, const PROPSPEC *spec, PROPVARIANT *v) {
	int *found;
	if (n != 1 || spec->ulKind != PRSPEC_PROPID) return E_INVALIDARG;
	memset(v, 0, sizeof *v);
	if (o->kind == LISTED && (spec->propid == 2 || spec->propid == 7)) {
		v->vt = VT_BSTR;
		v->bstrVal = SysAllocString(spec->propid == 2 ? L"{6BDD1FC6-810F-11D0-BEC7-08002BE2092F}\\0001" : L"M\x00e1y qu\x00e9t m\x1eabu");
		return S_OK;
	}
	if (!(found = number(o, spec->propid))) return S_FALSE;
	v->vt = VT_I4;
	v->lVal = *found;
	return S_OK;
}

static HRESULT WINAPI write_(Object *o, ULONG n, const PROPSPEC *spec, const PROPVARIANT *v, PROPID first) {
	int *found, i;
	if (n != 1 || spec->ulKind != PRSPEC_PROPID) return E_INVALIDARG;
	if (spec->propid == 4106) {
		if (v->vt != VT_CLSID || !IsEqualGUID(v->puuid, &Bitmap)) return E_INVALIDARG;
		format = *v->puuid;
		return S_OK;
	}
	if (!(found = number(o, spec->propid)) || v->vt != VT_I4) return E_INVALIDARG;
	if (spec->propid == 6147 || spec->propid == 6148) {
		for (i = 2; i < 5 && dpi[i] != v->lVal; i++) ;
		if (i == 5) return E_INVALIDARG;
	}
	*found = v->lVal;
	return S_OK;
}

static HRESULT WINAPI attributes(Object *o, ULONG n, PROPSPEC *spec, ULONG *flags, PROPVARIANT *v) {
	int *from = NULL, many = 0;
	memset(v, 0, sizeof *v);
	switch (spec->propid) {
	case 4103: from = modes, many = 5, *flags = 3 | WIA_PROP_LIST; break;
	case 6147: from = dpi, many = 5, *flags = 3 | WIA_PROP_LIST; break;
	case 6154: from = bright, many = 4, *flags = 3 | WIA_PROP_RANGE; break;
	default: return S_FALSE;
	}
	v->vt = VT_VECTOR | VT_I4;
	v->cal.cElems = many;
	v->cal.pElems = CoTaskMemAlloc(many * sizeof(LONG));
	memcpy(v->cal.pElems, from, many * sizeof(LONG));
	return S_OK;
}

/* page writes a BMP of one grey that tells its side, its head last, as drivers do that
 * learn how long a sheet is when it is through */
static HRESULT page(Callback *c, int sheet, int back, int made) {
	enum { side = 16 };
	BYTE head[54] = {'B', 'M'}, row[3 * side];
	Progress p = {1, 10, 54, S_OK};
	IStream *s = NULL;
	LARGE_INTEGER zero = {{0}};
	STATSTG stat;
	ULONG n;
	BSTR name = SysAllocString(L"Page");
	HRESULT hr = c->v->GetNextStream(c, 0, name, name, &s);
	SysFreeString(name);
	if (hr != S_OK) return S_FALSE;
	*(UINT32 *)(head + 10) = 54, *(UINT32 *)(head + 14) = 40, *(UINT32 *)(head + 18) = side, *(UINT32 *)(head + 22) = side;
	*(UINT32 *)(head + 26) = 1 | 24 << 16, *(UINT32 *)(head + 38) = *(UINT32 *)(head + 42) = 11811;
	BYTE empty[54] = {0};
	hr = IStream_Write(s, empty, 54, &n);
	memset(row, sheet * 2 + back, sizeof row);
	for (int y = 0; hr == S_OK && y < side - (stack.cut && made == stack.after); y++) {
		hr = IStream_Write(s, row, sizeof row, &n);
		if (n != sizeof row) hr = E_FAIL;
		if (c->v->TransferCallback(c, 0, &p) != S_OK) hr = S_FALSE;
	}
	if (hr == S_OK && (IStream_Stat(s, &stat, STATFLAG_NONAME) != S_OK || (!stack.cut && stat.cbSize.QuadPart != 54 + side * sizeof row))) hr = E_FAIL;
	if (hr == S_OK) hr = IStream_Seek(s, zero, STREAM_SEEK_SET, NULL);
	if (hr == S_OK) hr = IStream_Write(s, head, 54, NULL);
	if (hr == S_OK && stack.half && made == stack.after) { IStream_Release(s); return stack.code; }
	p.message = 2;
	if (hr == S_OK && c->v->TransferCallback(c, 0, &p) != S_OK) hr = S_FALSE;
	IStream_Release(s);
	return hr;
}

static HRESULT WINAPI download(Object *o, LONG flags, Callback *c) {
	void *also;
	HRESULT hr = S_OK;
	int sheet = 0, back = 0, made = 0, both = o->kind == TRAY && (select_sides & 4);
	load();
	if (c->v->QueryInterface(c, &IID_Callback, &also) != S_OK || also != c) return E_FAIL;
	if (c->v->QueryInterface(c, &IID_IStream, &also) == S_OK) return E_FAIL;
	if (!IsEqualGUID(&format, &Bitmap)) return E_FAIL;
	if (o->kind == TRAY && !stack.sheets && stack.after != 0) return 0x80210003;
	for (; hr == S_OK; made++) {
		if (made == stack.after && stack.code && !stack.half) { hr = stack.code; break; }
		if (o->kind == GLASS && made) break;
		if (o->kind == TRAY && pages && made == pages) break;
		if (!back) {
			if (o->kind == TRAY && !stack.sheets) break;
			if (o->kind == TRAY) stack.sheets--;
			sheet++;
		}
		Sleep(10);
		hr = page(c, sheet, back, made);
		back = both && !back;
	}
	save();
	return hr;
}

static HRESULT WINAPI create(Object *o, IUnknown *outer, REFIID iid, void **out) {
	*out = &manager;
	return S_OK;
}

static const void *factory_methods[] = {nothing_else, count, count, create, refuse};
static const void *manager_methods[] = {nothing_else, count, count, enum_devices, create_device};
static IEnumWIA_DEV_INFOVtbl devices_methods = {.QueryInterface = (void *)nothing_else, .AddRef = (void *)count, .Release = (void *)count, .Next = (void *)next_device};
static const void *items_methods[] = {nothing_else, count, count, next_item};
static const void *item_methods[] = {item_query, count, count, refuse, refuse, enum_items, refuse, category, refuse};
static const void *transfer_methods[] = {nothing_else, count, count, download};
static IWiaPropertyStorageVtbl store_methods = {.QueryInterface = (void *)nothing_else, .AddRef = (void *)count, .Release = (void *)count,
	.ReadMultiple = (void *)read_, .WriteMultiple = (void *)write_, .GetPropertyAttributes = (void *)attributes};

HRESULT WINAPI DllGetClassObject(REFCLSID class, REFIID iid, void **out) {
	*out = &factory;
	return IsEqualGUID(class, &CLSID_Manager2) ? S_OK : CLASS_E_CLASSNOTAVAILABLE;
}

HRESULT WINAPI DllCanUnloadNow(void) { return S_FALSE; }

BOOL WINAPI DllMain(HINSTANCE self, DWORD why, void *reserved) {
	if (why == DLL_PROCESS_ATTACH) {
		GetModuleFileNameW(self, stack_path, MAX_PATH);
		wcscpy(wcsrchr(stack_path, L'\\') + 1, L"stack.txt");
	}
	return TRUE;
}
