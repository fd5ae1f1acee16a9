using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Organizations;

namespace TitleReview.Domain.Plans;

/// <param name="Key">模块的键，见 <see cref="FormCatalogue"/>。</param>
/// <param name="MinRows">最少几行；0 表示可以填“无”。</param>
public sealed record ModuleTerms(
    [property: Called("模块", From = "modules")] string Key,
    [property: Called("最少几行", Hint = "0 为可以填“无”")] int MinRows,
    [property: Called("提示")] string? Hint = null,
    [property: Called("另加的栏目")] IReadOnlyList<FormField>? ExtraFields = null);

/// <summary>材料栏目。</summary>
/// <param name="Module">属于哪个填报模块。</param>
/// <param name="PerRow">为真则该模块每一行各传一份。</param>
/// <param name="Required">必传；条件不成立时不要求。属于某一组的，由组说几种里要几种。</param>
/// <param name="When">只在这个条件下要求。</param>
/// <param name="Clause">规则出处的键。</param>
/// <param name="ManualCheck">机器查不了、须人工核对的要求，一句话。</param>
/// <param name="Kinds">这一栏单独允许的文件种类（BZ-15 知识产权传 PDF）。</param>
/// <param name="FilledBy">由哪一级上传；空为申报人（KJ-10 主管单位的推荐意见）。</param>
public sealed record SlotTerms(
    [property: Called("内部代号", Hint = "字母，在计划内不重复")] string Key,
    [property: Called("材料")] string Title,
    [property: Called("属于哪个模块", From = "modules")] string Module,
    [property: Called("每行各一份")] bool PerRow,
    [property: Called("必交")] bool Required,
    [property: Called("最多几个文件")] int MaxFiles,
    [property: Called("什么情况下要")] SlotCondition? When = null,
    [property: Called("出处", From = "clauses")] string? Clause = null,
    [property: Called("提示")] string? Hint = null,
    [property: Called("须人工核对什么")] string? ManualCheck = null,
    [property: Called("单独允许的格式", From = "kinds")] IReadOnlyList<string>? Kinds = null,
    [property: Called("由哪一级上传", Hint = "不选为申报人")] OfficeKind? FilledBy = null,
    [property: Called("最少几个文件", Hint = "不填为 1 个；只在上传了的时候查")] int? MinFiles = null)
{
    /// <summary>证件照：印在评审表、证书上的那一张。</summary>
    public const string Photo = "photo";

    public const string IdCard = "id-card";

    /// <summary>只为认人、与评审无关的材料：没有遮盖过的不给专家看，计划要不要求遮盖都一样。</summary>
    public bool OnlyIdentifies => Key is Photo or IdCard;
}

/// <summary>栏目的条件：申报的是什么、单位是什么性质；某模块某栏取某值。都给则都要成立。</summary>
/// <param name="Module">栏所在的模块；空为栏目自己的模块。</param>
public sealed record SlotCondition(
    [property: Called("范围")] Scope? Scope = null,
    [property: Called("看哪个模块", From = "modules")] string? Module = null,
    [property: Called("看哪一栏", From = "anyField")] string? Field = null,
    [property: Called("取这些值时")] IReadOnlyList<string>? Values = null);

/// <summary>几种里任交几种（BZ-12 三项中的两项，AK-11 任一项；疆外取得的三项都要）。</summary>
/// <param name="Slots">栏目的键。</param>
/// <param name="AtLeast">至少几种。</param>
/// <param name="When">条件成立时才要求；按行的栏目逐行看。</param>
public sealed record SlotGroup(
    [property: Called("内部代号")] string Key,
    [property: Called("名称")] string Title,
    [property: Called("材料栏目", From = "slots")] IReadOnlyList<string> Slots,
    [property: Called("至少几种")] int AtLeast,
    [property: Called("什么情况下要")] SlotCondition? When = null,
    [property: Called("出处", From = "clauses")] string? Clause = null);

/// <param name="Kinds">允许的文件种类：jpg、png、pdf。</param>
/// <param name="MaxBytes">单个文件的最大字节数。</param>
/// <param name="MinPixels">图片短边的最少像素。</param>
/// <param name="FinishMinutes">截止前开始的上传，截止后几分钟内可以传完；默认 0。</param>
/// <param name="MaxPages">一份 PDF 最多几页；一本论文集也到不了的数。</param>
/// <param name="Forbidden">扫描件有这些毛病的挡住提交；其余只提醒。</param>
public sealed record FileTerms(
    [property: Called("允许的格式", From = "kinds")] IReadOnlyList<string> Kinds,
    [property: Called("单个文件最大字节数")] long MaxBytes,
    [property: Called("图片短边最少像素")] int MinPixels,
    [property: Called("证件照")] PhotoTerms? Photo = null,
    [property: Called("截止后还可传完", Hint = "截止前已经开始的上传，截止后几分钟内可以传完；提交仍以截止时刻为准")] int FinishMinutes = 0,
    [property: Called("PDF 最多几页")] int MaxPages = 100,
    [property: Called("有这些毛病的不许提交", Hint = "不勾的只作提醒")] IReadOnlyList<Filings.Materials.ScanFault>? Forbidden = null);

/// <summary>证件照：最少像素与宽高比（一寸照 25×35 毫米）。</summary>
/// <param name="TolerancePercent">宽高比可差百分之几。</param>
public sealed record PhotoTerms(
    [property: Called("最少宽（像素）")] int MinWidth,
    [property: Called("最少高（像素）")] int MinHeight,
    [property: Called("宽高比：宽")] int RatioWidth,
    [property: Called("宽高比：高")] int RatioHeight,
    [property: Called("宽高比可差（%）")] int TolerancePercent);

/// <summary>业务工作总结：最少字数，是否禁出现本人姓名与单位（TC-26），应写到的几个方面（BZ-17）。</summary>
public sealed record SummaryTerms(
    [property: Called("最少字数", Hint = "通知没有规定的填 0")] int MinLength,
    [property: Called("不得出现姓名、单位")] bool ForbidOwnNames,
    [property: Called("应写到的方面")] IReadOnlyList<string>? Headings = null);
