using System.Text.Encodings.Web;
using System.Text.Json;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Reviews;

namespace TitleReview.Domain.Tests.Reviews;

[Trait("rule", "TC-21")]
public sealed class A_blind_case
{
    private static readonly KnownIdentity Known = new("古丽娜·艾山", "654201198501150021", "0901-6000000", ["水利工作站演示单位", "额敏县云杉河灌溉管理所"]);

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, IncludeFields = true };

    private readonly FilingForm _form = new();
    private readonly List<Material> _materials = [];
    private readonly List<MaterialPage> _pages = [];
    private readonly FormRow _school;

    private static readonly PlanTerms Terms = Given.Terms() with
    {
        Slots =
        [
            new("paper-copy", "论文", "paper", PerRow: false, Required: false, MaxFiles: 5),
            new("photo", "照片", "basic", PerRow: false, Required: false, MaxFiles: 1),
            new("diploma", "学历证书", "education", PerRow: true, Required: false, MaxFiles: 5),
            new("recommendation", "推荐意见", "basic", PerRow: false, Required: false, MaxFiles: 1, FilledBy: OfficeKind.CompetentDepartment),
        ],
    };

    public A_blind_case()
    {
        var basic = _form.Ensure(FormCatalogue.Basic);
        basic.Set("name", "古丽娜·艾山");
        basic.Set("phone", "0901-6000000");
        basic.Set("engagedIn", "水利（额敏县云杉河灌溉管理所）");
        _form.Add(FormCatalogue.Education, Guid.CreateVersion7());
        _school = _form.Add(FormCatalogue.Education, Guid.CreateVersion7());
        _school.Set("school", "边疆演示学院");
        _school.Set("major", "水利");
        _form.Add(FormCatalogue.Work, Guid.CreateVersion7()).Set("employer", "额敏县云杉河灌溉管理所");
    }

    private Material Upload(string slot, string sha256, bool? masked, Guid? row = null, int pages = 1)
    {
        var material = new Material(new(Guid.CreateVersion7()), new(Guid.NewGuid()), slot, row, new(sha256, pages > 1 ? "pdf" : "jpg", 1, 1, 1, pages), "古丽娜·艾山 学历.jpg", default, Given.Monday);
        _materials.Add(material);
        foreach (var page in MaterialPage.Of(material))
        {
            if (masked is true) page.Answer(new(true, [new(MaskKind.Name, new(0.1, 0.1, 0.2, 0.2))], []), $"burnt-{sha256}", default, Given.Monday);
            if (masked is false) page.Answer(MaskAnswer.No, null, default, Given.Monday);
            _pages.Add(page);
        }

        return material;
    }

    private BlindSubject Subject(PlanTerms? terms = null) => new(terms ?? Terms, Given.Choice, null, _form, _materials, _pages);

    [Fact(DisplayName = "没有姓名、号码、单位、文件名、各种号，身份栏目连栏名也没有")]
    public void Names_nobody()
    {
        Upload("diploma", "aa", true, _school.Id);
        Upload("photo", "bb", null);
        var text = JsonSerializer.Serialize(BlindCase.Of(Subject(), Known, "K7M-4Q2"), Readable);

        string[] planted = ["古丽娜", "6000000", "云杉河", "边疆演示学院", "联系电话", "民族", "政治面貌", "学历.jpg", "burnt", "2023-09", .. _materials.Select(m => $"{m.Id.Value}"), .. _form.Modules.Values.SelectMany(r => r).Select(r => $"{r.Id}")];
        Assert.DoesNotContain(planted, p => text.Contains(p, StringComparison.Ordinal));
        Assert.Contains("水利（▇▇▇）", text, StringComparison.Ordinal);
        Assert.Contains("K7M-4Q2", text, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "图按计划的栏目排，栏目之内按内容摘要排，不按上传的先后；全案连号")]
    public void Orders_its_pages_by_nothing_that_tells()
    {
        Upload("diploma", "cc", false, _school.Id);
        Upload("diploma", "aa", false, _school.Id, pages: 2);
        Upload("paper-copy", "zz", false);
        Upload("paper-copy", "bb", false);

        var pages = BlindPages.Of(Subject());

        Assert.Equal(["bb", "zz", "aa", "aa", "cc"], pages.Select(p => p.Material.Sha256));
        Assert.Equal([1, 2, 3, 4, 5], pages.Select(p => p.No));
        Assert.Equal(["论文 第 1 张", "论文 第 2 张", "学历证书（第 2 行）第 1 张", "学历证书（第 2 行）第 2 张", "学历证书（第 2 行）第 3 张"], pages.Select(p => p.Name));
        _materials.Reverse();
        Assert.Equal(pages.Select(p => p.Material.Id), BlindPages.Of(Subject()).Select(p => p.Material.Id));
    }

    [Fact(DisplayName = "没有回答的不给看，写明没有处理；计划不要求遮盖的照原样给看，照片不给看")]
    public void Withholds_what_was_not_answered()
    {
        Upload("photo", "aa", null);
        Upload("paper-copy", "bb", true);

        var blind = BlindCase.Of(Subject(), Known, null);
        Assert.True(blind.Masks);
        Assert.Equal(["照片 第 1 张"], blind.Sections.Single(s => s.Key == "basic").Withheld);
        Assert.Empty(blind.Sections.Single(s => s.Key == "basic").Scans);
        Assert.Equal([new BlindScan(1, "论文 第 1 张")], blind.Sections.Single(s => s.Key == "paper").Scans);

        var open = BlindCase.Of(Subject(Terms with { Masking = new([]) }), Known, null);
        Assert.False(open.Masks);
        Assert.Equal([new BlindScan(1, "论文 第 1 张")], open.Sections.Single(s => s.Key == "paper").Scans);
        // What only says who it is stays hidden, whatever the plan asks.
        Assert.Equal(["照片 第 1 张"], open.Sections.Single(s => s.Key == "basic").Withheld);
        Assert.Empty(open.Sections.Where(s => s.Key != "basic").SelectMany(s => s.Withheld));
    }

    [Fact(DisplayName = "审核机构传的、行已经删去的、栏目条件不再成立的，都不给看")]
    public void Leaves_out_what_is_not_the_applicants()
    {
        Upload("recommendation", "aa", false);
        Upload("diploma", "bb", false, Guid.CreateVersion7());
        Upload("gone", "cc", false);

        Assert.Empty(BlindPages.Of(Subject()));
    }

    [Fact(DisplayName = "有材料没有栏目的模块列出来，什么都没有的不列")]
    public void Lists_only_modules_with_something()
    {
        Assert.DoesNotContain(BlindCase.Of(Subject(), Known, null).Sections, s => s.Key == FormCatalogue.Other);
        Assert.Empty(BlindCase.Of(Subject(), Known, null).Sections.Single(s => s.Key == FormCatalogue.Award).Rows);
    }
}

[Trait("rule", "TC-21")]
public sealed class The_code_of_a_case
{
    [Fact(DisplayName = "编号随机，不含看得错的字，读得回来")]
    public void Is_random_and_readable()
    {
        var codes = Enumerable.Range(0, 2000).Select(_ => CaseCode.New()).ToList();
        Assert.True(codes.Distinct().Count() > 1990);
        Assert.All(codes, c => Assert.Matches("^[2-9A-Z]{3}-[2-9A-Z]{3}$", c));
        Assert.DoesNotContain(codes, c => c.IndexOfAny(['0', '1', 'O', 'I', 'L', 'B', 'S', 'Z', 'A', 'E', 'U', 'Y']) >= 0);
        Assert.All(codes, c => Assert.Equal(c, CaseCode.Read($" {c.ToLowerInvariant()} ")));
    }

    [Theory(DisplayName = "不是编号的写法，一律当作没有")]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("K7M4Q2")]
    [InlineData("K7M-4Q")]
    [InlineData("K7M_4Q2")]
    [InlineData("K0M-4Q2")]
    [InlineData("K7M-4Q2'")]
    [InlineData("Ｋ7M-4Q2")]
    public void Is_nothing_else(string? text) => Assert.Null(CaseCode.Read(text));
}
