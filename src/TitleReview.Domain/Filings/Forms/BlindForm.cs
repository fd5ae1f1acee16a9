using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Filings.Forms;

/// <summary>盲评时专家看得到的栏目：能指认申报人的一律不给（E1）。</summary>
public static class BlindForm
{
    public static IEnumerable<FormField> Fields(FormModule module) => module.Fields.Where(f => !f.Identity);

    /// <summary>专家看得到、由申报人自己写字的各处。</summary>
    public static IEnumerable<(FormModule Module, FormRow Row, FormField Field)> Written(PlanTerms terms, FilingForm form) =>
        from module in terms.Modules.Select(m => terms.Module(m.Key)).OfType<FormModule>()
        from row in form.Rows(module.Key)
        from field in Fields(module)
        where field.Kind is FieldKind.Text or FieldKind.LongText && row[field.Key].Length > 0
        select (module, row, field);
}
