namespace TitleReview.Domain.Approvals;

/// <summary>记住的筛选：一个人给收件箱的一个地址起的名字。只有本人看得见。</summary>
public sealed class SavedFilter : ITenantOwned
{
    public const int MaxPerPerson = 20;
    public const int LongestQuery = 600;

    private SavedFilter() { }

    public SavedFilter(Guid id, UserId userId, string name, string query) => (Id, UserId, Name, Query) = (id, userId, name, query);

    public TenantId TenantId { get; set; }
    public Guid Id { get; private set; }
    public UserId UserId { get; private set; }
    public string Name { get; private set; } = "";

    /// <summary>地址里问号之后的部分。</summary>
    public string Query { get; private set; } = "";

    public static Refusal? WhyNot(string? name, string? query, int kept) =>
        name.Plain() is not { Length: > 0 and <= 20 } ? new InvalidInput("Name", "请给这组筛选起个名字，最多 20 字。")
        : query is null or "" ? new NothingToKeep()
        : query.Length > LongestQuery ? new FilterTooLong()
        : kept >= MaxPerPerson ? new TooManyFilters(MaxPerPerson) : null;
}

public sealed record NothingToKeep() : Refusal("现在没有筛选，也没有改排序，不用记住。先选好条件，再记住它。");
public sealed record FilterTooLong() : Refusal("筛选的条件太长，记不住。请少选几个条件，或把单位换成县（市），再记住它。");
public sealed record FilterNameTaken() : Refusal("这个名字已经用在另一组筛选上，请换一个，或先删去那一组。");
public sealed record TooManyFilters(int Most) : Refusal($"最多记住 {Most} 组筛选。请先删去不用的。");
