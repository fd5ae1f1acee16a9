using TitleReview.Documents.Letters;
using TitleReview.Documents.Work;

namespace TitleReview.Documents.Profiles;

/// <summary>综合情况表：一人一页，供评委一眼看全。</summary>
/// <param name="Mark">每页页脚的字，如印给谁的；没有的只印页码。</param>
public sealed record ProfileData(string Title, string Line, string Mark, IReadOnlyList<ProfilePerson> People, DateTimeOffset PrintedAt);

/// <param name="Line">标题下面靠右的一行，如编号。</param>
/// <param name="Cells">基本情况，五对一行。</param>
/// <param name="Sections">左、中、右三栏。</param>
public sealed record ProfilePerson(string Line, IReadOnlyList<SheetCell> Cells, IReadOnlyList<IReadOnlyList<ProfileSection>> Sections);

public sealed record ProfileSection(string Title, IReadOnlyList<SheetColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);

public static class ProfilePrinter
{
    public static Task<byte[]> Print(ProfileData profiles, DocumentWorker worker, CancellationToken ct = default) =>
        worker.Typeset(new TypesetJob("profile.typ", Templates.Named("profile.typ", "paper.typ"), new Dictionary<string, byte[]>(), profiles, profiles.PrintedAt), ct);
}
