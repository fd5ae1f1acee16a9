namespace TitleReview.Domain.Reviews;

/// <summary>盲评编号，如 K7M-4Q2：纯随机，与申报、时间、次序都没有关系。</summary>
public static class CaseCode
{
    private static readonly RandomCode Code = new(Groups: 2, Size: 3);

    public static string New() => Code.New();

    /// <returns>不是编号的写法为空。</returns>
    public static string? Read(string? text) => Code.Read(text);
}
