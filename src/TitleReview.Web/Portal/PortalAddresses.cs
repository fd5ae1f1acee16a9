using TitleReview.Domain;

namespace TitleReview.Web.Portal;

/// <summary>门户各页的地址，只此一处。</summary>
public static class PortalAddresses
{
    /// <summary>一份计划分成的几页。</summary>
    public static readonly IReadOnlyList<(string Key, string Title)> PlanParts =
        [("", "日程"), ("conditions", "任职资格条件"), ("materials", "材料"), ("process", "程序"), ("fees", "费用与联系")];

    public static string Plan(string slug, PlanId id, string part = "") => $"/{slug}/plans/{id.Value}{(part.Length == 0 ? "" : "/" + part)}";

    /// <summary>先看能不能报；已经知道的事实（都不指名）带在地址里。</summary>
    public static string Eligibility(string slug, PlanId plan, params (string Key, string Value)[] facts) =>
        $"/{slug}/eligibility?plan={plan.Value}{string.Concat(facts.Select(f => $"&{f.Key}={Uri.EscapeDataString(f.Value)}"))}";

    public static string Notice(string slug, AnnouncementId id) => $"/{slug}/notices/{id.Value}";

    public static string Notices(string slug, string? find, int page) =>
        $"/{slug}/notices?page={page}{(string.IsNullOrWhiteSpace(find) ? "" : "&find=" + Uri.EscapeDataString(find))}";
}
