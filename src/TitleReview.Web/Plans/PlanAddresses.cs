using TitleReview.Domain;
using TitleReview.Domain.Plans;

namespace TitleReview.Web.Plans;

/// <summary>编计划各页的地址。</summary>
public static class PlanAddresses
{
    public const string List = "/plans", Defaults = "/plans/defaults";

    /// <param name="id">空为端口默认。</param>
    public static string Draft(PlanDraftId? id) => id is { } draft ? $"/plans/drafts/{draft.Value}" : Defaults;

    public static string Part(PlanDraftId? id, string at) => $"{Draft(id)}/part?at={Uri.EscapeDataString(at)}";

    public static string Notice(PlanDraftId? id) => $"{Draft(id)}/notice";

    public static string Published(PlanId id) => $"/plans/{id.Value}";

    /// <summary>一处错误该去哪一页改：列表去列表的页，对象里的去对象的页。</summary>
    public static string Fix(PlanDraftId? id, string path)
    {
        for (var at = path; ; at = Parent(at))
            if (App.Plans.Documents.PlanPath.Shape(at) is { } shape && (at.Length == 0 || IsPage(at, shape))) return Part(id, at);
    }

    public static bool IsPage(string at, App.Plans.Documents.PlanShape shape) =>
        shape.Kind == App.Plans.Documents.ShapeKind.List ? !shape.IsSimpleList
        : shape.Kind == App.Plans.Documents.ShapeKind.Object && (at.EndsWith(']') || (!at.Contains('.', StringComparison.Ordinal) && at != "window"));

    public static string Parent(string at)
    {
        var cut = at.LastIndexOfAny(['.', '[']);
        return cut < 0 ? "" : at[..cut];
    }
}
