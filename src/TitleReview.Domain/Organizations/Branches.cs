namespace TitleReview.Domain.Organizations;

public static class Branches
{
    /// <summary>从单位起的呈报线上，这个单位是分支机构的，它的总单位。</summary>
    /// <param name="line">从用人单位起、逐级向上。</param>
    public static Office? MainEmployer(this IReadOnlyList<Office> line) => line is [{ IsBranch: true }, { Kind: OfficeKind.Employer } main, ..] ? main : null;
}
