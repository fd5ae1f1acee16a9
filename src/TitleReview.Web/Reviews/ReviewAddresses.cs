using TitleReview.App.Filings;
using TitleReview.Domain;

namespace TitleReview.Web.Reviews;

/// <summary>专家的地址里只有编号与第几张；申报人事先看的挂在自己的申报下面。</summary>
internal static class ReviewAddresses
{
    public const string List = "/reviews";

    public static string Case(string code) => $"{List}/{code}";

    public static string Page(string code, int no, PageSize size) => $"{Case(code)}/pages/{no}/{Name(size)}";

    public static string Preview(FilingId filing) => $"/filings/{filing.Value}/expert-view";

    public static string PreviewPage(FilingId filing, int no, PageSize size) => $"{Preview(filing)}/pages/{no}/{Name(size)}";

    private static string Name(PageSize size) => size.ToString().ToLowerInvariant();
}
