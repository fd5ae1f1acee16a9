using TitleReview.App.Certificates;
using TitleReview.Domain.Certificates;
using TitleReview.Web.Certificates;

namespace TitleReview.Web.Tests.Certificates;

public sealed class A_checked_certificate
{
    private static readonly CertificateFacts Facts = new("梁小满", "女", "654201********0011", "工程系列", "水利", "工程师", "中级", "评审", "水利评委会", new(2023, 10, 20), "人社职〔2023〕1号", "地区人社局", new(2023, 11, 20), "具备资格。");

    private static CheckedCertificate Of(CertificateState state, bool genuine = true, string? replacedBy = null) => new("塔城地区职称评审", "TC202301300001", Facts, state, state == CertificateState.Valid ? null : DateTimeOffset.UnixEpoch, replacedBy, genuine);

    [Theory(DisplayName = "查证书的回答：有效、已更正换发（看哪一张）、已撤销、被改动过，各说一句；身份证号码总是遮着的"), Trait("rule", "TC-41")]
    [InlineData(CertificateState.Valid, true, null, "有效："), InlineData(CertificateState.Replaced, true, "TC202301300002", "新的编号是 TC202301300002"), InlineData(CertificateState.Revoked, true, null, "已撤销："), InlineData(CertificateState.Valid, false, null, "记录被改动过：")]
    public async Task Says_what_it_is(CertificateState state, bool genuine, string? replacedBy, string sentence)
    {
        await using var page = await ComponentHost.Render<CertificateVerdict>(("Found", Of(state, genuine, replacedBy)));
        Assert.Contains(sentence, page.Find(".verdict").TextContent, StringComparison.Ordinal);
        Assert.Equal(genuine && state == CertificateState.Valid, page.Has(".verdict.succeeded"));
        foreach (var word in new[] { "TC202301300001", "梁小满", "工程师", "人社职〔2023〕1号", "654201********0011" }) Assert.Contains(word, page.Text, StringComparison.Ordinal);
    }
}
