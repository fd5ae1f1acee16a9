using TitleReview.App.Results;
using TitleReview.Domain;
using TitleReview.Domain.Results;
using TitleReview.Web.Shared;

namespace TitleReview.Web.ReviewResults;

/// <summary>评审结果各页的地址与颜色，只此一处。</summary>
public static class ResultAddresses
{
    public const string Board = "/results", Unit = "/unit-results";

    public static string Meeting(MeetingId id) => $"{Board}/{id.Value}";

    public static string Person(ResultId id) => $"{Board}/people/{id.Value}";

    public static string List(MeetingId id, ResultList list, bool pdf) => $"{Meeting(id)}/{list switch { ResultList.Passed => "passed", ResultList.NotPassed => "not-passed", ResultList.Document => "document", _ => "collection" }}.{(pdf ? "pdf" : "xlsx")}";

    public static string Poster(ResultNoticeId id) => $"{Board}/notices/{id.Value}.pdf";

    public static string Own(FilingId id) => $"/filings/{id.Value}/result";

    /// <summary>门户上的：正在公示的，与其中一张。</summary>
    public static string Public(string slug, string? code = null) => $"/{slug}/results{(code is null ? "" : "/" + code)}";

    public static Tone Tone(this ResultState state) => state switch
    {
        ResultState.Voted => Shared.Tone.Waiting,
        ResultState.Publicised or ResultState.Reexamining => Shared.Tone.Running,
        ResultState.Confirmed => Shared.Tone.Done,
        _ => Shared.Tone.Returned,
    };

    public static Tone Tone(this DecisionState state) => state switch { DecisionState.Waiting => Shared.Tone.Waiting, DecisionState.Agreed => Shared.Tone.Done, _ => Shared.Tone.Returned };
}
