using System.IO.Compression;
using System.Text;

namespace TitleReview.Tests.Support;

/// <summary>PDFs that do, attach or tell something, one kind each; all carry the word <see cref="Planted"/> where it must not survive.</summary>
public static class ActivePdfs
{
    public const string Planted = "PLANTED";

    /// <summary>Links, names and other words go away quietly; what would act, attach or send is named, and not taken.</summary>
    public static bool IsDangerous(string name) => !Quiet.Any(q => name.EndsWith(q, StringComparison.Ordinal));

    private static readonly string[] Quiet =
    [
        "网址", "打开别的文件", "隐藏字段", "改图层", "作者与标题", "描述流", "软件的私有数据", "结构树里的话", "批注", "缩略图与页标签", "图层的名字", "字节在别的文件里的流",
        "没有人指着的对象", "资源里指回页面", "网络抓取", "换页与放映", "签名", "图片里的相机信息", "改过一次，旧的还在",
    ];

    public static IReadOnlyList<(string Name, byte[] Bytes)> All { get; } =
    [
        .. Actions.SelectMany(a => new[]
        {
            ($"打开时 {a.Name}", Made(p => p.Catalogue = $"/OpenAction {a.Text}")),
            ($"关闭前 {a.Name}", Made(p => p.Catalogue = $"/AA<</WC {a.Text}/DS {a.Text}>>")),
            ($"翻到页 {a.Name}", Made(p => p.Page = $"/AA<</O {a.Text}/C {a.Text}>>")),
            ($"链接 {a.Name}", Made(p => p.Page = $"/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 500 500]/A {a.Text}>>]")),
            ($"书签 {a.Name}", Made(p => { var item = p.Add($"<</Title(PLANTED)/A {a.Text}>>"); p.Catalogue = $"/Outlines<</Type/Outlines/First {item} 0 R/Last {item} 0 R/Count 1>>"; })),
            ($"按钮 {a.Name}", Made(p => { var field = p.Add($"<</Type/Annot/Subtype/Widget/FT/Btn/T(PLANTED)/Rect[0 0 90 90]/A {a.Text}/AA<</E {a.Text}/K {a.Text}>>>>"); p.Page = $"/Annots[{field} 0 R]"; p.Catalogue = $"/AcroForm<</Fields[{field} 0 R]>>"; })),
        }),
        ("命名脚本", Made(p => p.Catalogue = "/Names<</JavaScript<</Names[(PLANTED)<</S/JavaScript/JS(app.alert('PLANTED'))>>]>>>>")),
        ("脚本在流里", Made(p => { var js = p.AddStream("", Text("app.alert('PLANTED')")); p.Catalogue = $"/OpenAction<</S/JavaScript/JS {js} 0 R>>"; })),
        ("名字写成转义的脚本", Made(p => p.Catalogue = "/Open#41ction<</S/Java#53cript/J#53(PLANTED)>>")),
        ("附件", Made(p => { var file = p.AddStream("/Type/EmbeddedFile", Text("MZ PLANTED")); p.Catalogue = $"/Names<</EmbeddedFiles<</Names[(PLANTED.exe)<</Type/Filespec/F(PLANTED.exe)/EF<</F {file} 0 R>>>>]>>>>"; })),
        ("页上的附件", Made(p => { var file = p.AddStream("/Type/EmbeddedFile", Text("PK PLANTED")); p.Page = $"/Annots[<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/Contents(PLANTED)/FS<</Type/Filespec/F(PLANTED)/EF<</F {file} 0 R>>>>>>]"; })),
        ("关联文件", Made(p => { var file = p.AddStream("/Type/EmbeddedFile", Text("PLANTED")); p.Catalogue = $"/AF[<</Type/Filespec/F(PLANTED)/EF<</F {file} 0 R>>>>]"; p.Page = $"/AF[<</Type/Filespec/F(PLANTED)/EF<</F {file} 0 R>>>>]"; })),
        ("文件夹式的附件", Made(p => p.Catalogue = "/Collection<</Type/Collection/D(PLANTED)>>")),
        ("富媒体", Made(p => { var movie = p.AddStream("/Type/EmbeddedFile", Text("FWS PLANTED")); p.Page = $"/Annots[<</Type/Annot/Subtype/RichMedia/Rect[0 0 9 9]/NM(PLANTED)/RichMediaContent<</Assets<</Names[(PLANTED)<</Type/Filespec/F(PLANTED)/EF<</F {movie} 0 R>>>>]>>>>>>]"; })),
        ("三维模型", Made(p => { var model = p.AddStream("/Type/3D/Subtype/U3D/OnInstantiate 3 0 R", Text("PLANTED")); p.Page = $"/Annots[<</Type/Annot/Subtype/3D/Rect[0 0 9 9]/Contents(PLANTED)/3DD {model} 0 R>>]"; })),
        ("声音", Made(p => { var sound = p.AddStream("/Type/Sound/R 8000", Text("PLANTED")); p.Page = $"/Annots[<</Type/Annot/Subtype/Sound/Rect[0 0 9 9]/Sound {sound} 0 R>>]"; })),
        ("动态表单", Made(p => { var xfa = p.AddStream("", Text("<xdp:xdp><script>PLANTED</script></xdp:xdp>")); p.Catalogue = $"/AcroForm<</XFA {xfa} 0 R/Fields[]>>/NeedsRendering true"; })),
        ("动态表单分段", Made(p => { var xfa = p.AddStream("", Text("<template>PLANTED</template>")); p.Catalogue = $"/AcroForm<</XFA[(template){xfa} 0 R(datasets){xfa} 0 R]/Fields[]>>"; })),
        ("作者与标题", Made(p => p.Trailer = "/Info<</Author(PLANTED)/Title(PLANTED)/Keywords(PLANTED)/Producer(PLANTED)/CreationDate(D:20231010PLANTED)>>")),
        ("描述流", Made(p => { var xmp = p.AddStream("/Type/Metadata/Subtype/XML", Text("<x:xmpmeta>PLANTED</x:xmpmeta>")); p.Catalogue = $"/Metadata {xmp} 0 R"; p.Page = $"/Metadata {xmp} 0 R"; })),
        ("图片的描述流", Made(p => { var xmp = p.AddStream("/Type/Metadata/Subtype/XML", Text("PLANTED")); Picture(p, $"/Metadata {xmp} 0 R/PieceInfo<</X<</Private(PLANTED)>>>>", [200], ""); })),
        ("软件的私有数据", Made(p => { p.Catalogue = "/PieceInfo<</Adobe<</LastModified(D:2023)/Private(PLANTED)>>>>"; p.Page = "/PieceInfo<</Adobe<</Private(PLANTED)>>>>/LastModified(D:20230101PLANTED)"; })),
        ("结构树里的话", Made(p => { var part = p.Add("<</Type/StructElem/S/Figure/Alt(PLANTED)/ActualText(PLANTED)>>"); p.Catalogue = $"/StructTreeRoot<</Type/StructTreeRoot/K {part} 0 R>>/MarkInfo<</Marked true>>"; })),
        ("批注", Made(p => p.Page = "/Annots[<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/T(PLANTED)/Contents(PLANTED)/RC(PLANTED)>>]")),
        ("缩略图与页标签", Made(p => { var small = p.AddStream("/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", Text("PLANTED")); p.Page = $"/Thumb {small} 0 R"; p.Catalogue = "/PageLabels<</Nums[0<</P(PLANTED)>>]>>"; })),
        ("图层的名字", Made(p => { var layer = p.Add("<</Type/OCG/Name(PLANTED)/Usage<</CreatorInfo<</Creator(PLANTED)/Subtype/Artwork>>>>>>"); p.Catalogue = $"/OCProperties<</OCGs[{layer} 0 R]/D<</Name(PLANTED)/Creator(PLANTED)/ON[{layer} 0 R]/Order[(PLANTED){layer} 0 R]>>>>"; })),
        ("字节在别的文件里的流", Made(p => Picture(p, "/F(PLANTED)/FFilter/ASCIIHexDecode", [200], ""))),
        ("没有人指着的对象", Made(p => p.AddStream("", Text("PLANTED")))),
        ("资源里藏动作", Made(p => { var action = p.Add("<</Type/Action/S/Launch/F(PLANTED)>>"); p.Page = $"/Resources<</Font<</F1 4 0 R>>/Properties<</P {action} 0 R>>/XObject<</X {action} 0 R>>>>"; })),
        ("资源里指回页面", Made(p => p.Page = "/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(http://PLANTED/)>>>>]/Resources<</Font<</F1 4 0 R>>/XObject<</X 5 0 R>>>>")),
        ("网络抓取", Made(p => p.Catalogue = "/SpiderInfo<</V 1.0/C[<</U(http://PLANTED/)>>]>>/URI<</Base(http://PLANTED/)>>")),
        ("换页与放映", Made(p => p.Page = "/Trans<</S/Fly/X(PLANTED)>>/PresSteps<</NA<</S/Named/N/PLANTED>>>>")),
        ("签名", Made(p => { var sign = p.Add("<</Type/Sig/Filter/Adobe.PPKLite/Name(PLANTED)/Reason(PLANTED)/Contents<504C414E544544>>>"); var field = p.Add($"<</Type/Annot/Subtype/Widget/FT/Sig/T(PLANTED)/V {sign} 0 R/Rect[0 0 0 0]>>"); p.Page = $"/Annots[{field} 0 R]"; p.Catalogue = $"/AcroForm<</Fields[{field} 0 R]/SigFlags 3>>/Perms<</DocMDP {sign} 0 R>>"; })),
        ("图片里的相机信息", Made(p => Picture(p, "", [0xFF, 0xD8, 0xFF, 0xE1, 0, 15, .. "Exif\0\0PLANTED"u8, 0xFF, 0xFE, 0, 9, .. "PLANTED"u8, 0xFF, 0xDA, 0, 2, 1, 0xFF, 0xD9, .. "PLANTED"u8], "/Filter/DCTDecode"))),
        ("对象压在流里", Packed()),
        ("改过一次，旧的还在", [.. Made(p => p.Trailer = "/Info<</Author(PLANTED)>>"), .. "\n"u8]),
    ];

    private static (string Name, string Text)[] Actions =>
    [
        ("脚本", "<</S/JavaScript/JS(app.launchURL\\('http://PLANTED/'\\))>>"),
        ("启动程序", "<</S/Launch/F(PLANTED.exe)/Win<</F(cmd.exe)/P(/c PLANTED)>>>>"),
        ("网址", "<</S/URI/URI(http://PLANTED/)>>"),
        ("打开别的文件", "<</S/GoToR/F(\\\\\\\\PLANTED\\\\share\\\\a.pdf)/D[0/Fit]>>"),
        ("打开附件", "<</S/GoToE/T<</R/C/N(PLANTED)>>/D[0/Fit]>>"),
        ("提交表单", "<</S/SubmitForm/F<</FS/URL/F(http://PLANTED/)>>/Flags 4>>"),
        ("导入数据", "<</S/ImportData/F(PLANTED.fdf)>>"),
        ("放声音", "<</S/Sound/Sound 3 0 R/X(PLANTED)>>"),
        ("放影片", "<</S/Movie/T(PLANTED)>>"),
        ("隐藏字段", "<</S/Hide/T(PLANTED)>>"),
        ("接着做", "<</S/Named/N/PLANTED/Next<</S/JavaScript/JS(PLANTED)>>>>"),
        ("改图层", "<</S/SetOCGState/State[/OFF 4 0 R]/X(PLANTED)>>"),
        ("呈现", "<</S/Rendition/OP 0/JS(PLANTED)>>"),
    ];

    private static byte[] Made(Action<PdfMaker> change)
    {
        var pdf = new PdfMaker();
        change(pdf);
        return pdf.Bytes();
    }

    private static void Picture(PdfMaker pdf, string more, byte[] data, string filter)
    {
        var picture = pdf.AddStream($"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8{filter}{more}", data);
        pdf.Page = $"/Resources<</Font<</F1 4 0 R>>/XObject<</Im {picture} 0 R>>>>";
        pdf.Content += " q 100 0 0 100 72 72 cm /Im Do Q";
    }

    /// <summary>The script stands in a compressed stream of objects, where a search of the bytes does not find it.</summary>
    private static byte[] Packed()
    {
        var action = "<</S/JavaScript/JS(PLANTED)>>";
        var objects = $"6 0 {action}";
        using var zipped = new MemoryStream();
        using (var zip = new ZLibStream(zipped, CompressionLevel.Optimal, leaveOpen: true)) zip.Write(Encoding.Latin1.GetBytes(objects));

        using var file = new MemoryStream();
        var offsets = new int[6];
        void Put(int number, string text, byte[]? data = null)
        {
            offsets[number] = (int)file.Position;
            file.Write(Encoding.Latin1.GetBytes($"{number} 0 obj\n{text}"));
            if (data is not null) { file.Write("\nstream\n"u8); file.Write(data); file.Write("\nendstream"u8); }
            file.Write("\nendobj\n"u8);
        }

        file.Write("%PDF-1.7\n"u8);
        Put(1, "<</Type/Catalog/Pages 2 0 R/OpenAction 6 0 R>>");
        Put(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>");
        Put(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>");
        Put(4, $"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length {zipped.Length}>>", zipped.ToArray());
        offsets[5] = (int)file.Position;
        var table = new MemoryStream();
        table.Write([0, 0, 0, 0]);
        for (var n = 1; n <= 5; n++) table.Write([1, (byte)(offsets[n] >> 8), (byte)offsets[n], 0]);
        table.Write([2, 0, 4, 0]);
        var at = offsets[5];
        Put(5, $"<</Type/XRef/Size 7/W[1 2 1]/Root 1 0 R/Length {table.Length}>>", table.ToArray());
        file.Write(Encoding.Latin1.GetBytes($"startxref\n{at}\n%%EOF\n"));
        return file.ToArray();
    }

    private static byte[] Text(string text) => Encoding.Latin1.GetBytes(text);
}
