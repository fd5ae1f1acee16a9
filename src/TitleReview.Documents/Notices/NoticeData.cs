using System.Text.Json.Serialization;
using TitleReview.Documents.Work;

namespace TitleReview.Documents.Notices;

/// <summary>推荐单位公示、公示结果，及其他一段正文加落款的文书；措辞由计划的模板给定（附件1、附件2）。</summary>
public sealed record NoticeData
{
    public required string Title { get; init; }
    public required IReadOnlyList<NoticeParagraph> Paragraphs { get; init; }

    /// <summary>名单：正文之后的一张表；没有的不印。</summary>
    public IReadOnlyList<string> Heads { get; init; } = [];

    public IReadOnlyList<IReadOnlyList<string>> Rows { get; init; } = [];

    /// <summary>“公示时间从……起至……止”；公示结果没有此句。</summary>
    public string Period { get; init; } = "";

    /// <summary>反映意见的方式与监督电话。</summary>
    public string Contact { get; init; } = "";

    /// <summary>签字、公章、日期，一行一项，留空待签。</summary>
    public IReadOnlyList<string> SignatureLines { get; init; } = [];

    /// <summary>公示页的地址，印成二维码；公示结果没有。</summary>
    [JsonIgnore]
    public string? Page { get; init; }

    /// <summary>二维码的点阵，一行一串。</summary>
    public IReadOnlyList<string> Qr => Page is null ? [] : QrMatrix.Rows(Page);

    public required DateTimeOffset PrintedAt { get; init; }
}

/// <summary>一段正文；有小标题的印作“业绩成果：……”。身份证号遮不遮，来时已定。</summary>
public sealed record NoticeParagraph(string Text, string Heading = "");
