using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Filings.Prechecks;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;

namespace TitleReview.Domain.Reviews;

/// <summary>盲评案卷从哪些东西里来：填的表、各份材料、各页的遮盖。</summary>
public sealed record BlindSubject(PlanTerms Terms, TitleChoice Choice, EmployerKind? Employer, FilingForm Form, IReadOnlyList<Material> Materials, IReadOnlyList<MaterialPage> Pages)
{
    /// <summary>计划要盲评遮盖。不要求的，材料照原样给专家看；照片、身份证除外。</summary>
    public bool Masks => Terms.Masking.Items.Count > 0;
}

/// <summary>案卷里的一张，连同它是哪份材料的哪一页。只供取图，不出现在页面上。</summary>
/// <param name="No">全案第几张，从 1 数；没有处理遮盖、不给看的为空。</param>
/// <param name="Module">材料栏目属于哪个模块。</param>
/// <param name="Name">中性的名字，如“学历证书（第 1 行）第 2 张”；文件名不用。</param>
public sealed record BlindPage(int? No, string Module, string Name, Material Material, MaterialPage Page);

/// <summary>
/// 专家看得到哪些图、叫什么、排第几（E1）。栏目照计划的次序，栏目之内按内容摘要排：看不出先后，也与上传的时间无关。
/// 由审核机构上传的（推荐意见之类）上面有单位，不给看。
/// </summary>
public static class BlindPages
{
    public static IReadOnlyList<BlindPage> Of(BlindSubject subject)
    {
        var (terms, form) = (subject.Terms, subject.Form);
        var no = 0;
        return
        [
            .. from expected in SlotMatching.Expected(terms, subject.Choice, subject.Employer, form)
               where expected.Slot.FilledBy is null
               let title = expected.Row is null ? $"{expected.Slot.Title} " : $"{expected.Slot.Title}（第 {RowNo(form, expected.Slot, expected.Row)} 行）"
               from page in Ordered(subject, expected.Slot, expected.Row).Select((p, at) => (p.Material, p.Page, Name: $"{title}第 {at + 1} 张"))
               select new BlindPage(MayShow(subject, expected.Slot, page.Page) ? ++no : null, expected.Slot.Module, page.Name, page.Material, page.Page),
        ];
    }

    private static IEnumerable<(Material Material, MaterialPage Page)> Ordered(BlindSubject subject, SlotTerms slot, FormRow? row) =>
        from material in SlotMatching.Of(subject.Materials, slot, row).OrderBy(m => m.Sha256, StringComparer.Ordinal).ThenBy(m => m.Id.Value)
        from page in subject.Pages.Where(p => p.MaterialId == material.Id).OrderBy(p => p.No)
        select (material, page);

    private static bool MayShow(BlindSubject subject, SlotTerms slot, MaterialPage page) => page.Masked is not null || (!subject.Masks && !slot.OnlyIdentifies);

    private static int RowNo(FilingForm form, SlotTerms slot, FormRow row) => form.Rows(slot.Module).TakeWhile(r => r.Id != row.Id).Count() + 1;
}
