using System.Reflection;
using TitleReview.Domain.Certificates;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Tests.Certificates;

public sealed class A_certificate
{
    private static readonly Dictionary<string, string> Codes = new() { ["工程系列"] = "01", ["水利"] = "17", ["中级"] = "3" };

    private static readonly Dictionary<string, string> Said = new() { ["系列"] = "工程系列", ["专业"] = "水利", ["级别"] = "中级" };

    [Theory(DisplayName = "编号照规则填：地区、年、系列、专业、级别的代码，序号补零"), Trait("rule", "TC-41")]
    [InlineData("{地区}{年}{系列}{级别}{序号:5}", "TC2023013#", "TC202301300007")]
    [InlineData("{年}-{地区}-{专业}-{序号:3}", "2023-TC-17-#", "2023-TC-17-007")]
    [InlineData("XJ{序号:8}", "XJ#", "XJ00000007")]
    public void Is_numbered_by_the_rule(string rule, string series, string number)
    {
        var (slot, refusal) = CertificateNumbering.Fill(rule, Codes, "TC", 2023, Said);
        Assert.Null(refusal);
        Assert.Equal((series, number), (slot!.Series, slot.Write(7)));
    }

    [Theory(DisplayName = "写错的规则说出哪里不对")]
    [InlineData("{地区}{年}"), InlineData("{序号:5}{序号:5}"), InlineData("{序号}"), InlineData("{序号:2}"), InlineData("{姓名}{序号:5}"), InlineData("第{序号:5}号"), InlineData("{年:4}{序号:5}"), InlineData("")]
    public void Refuses_a_wrong_rule(string rule) => Assert.IsType<InvalidInput>(CertificateNumbering.WhyNot(rule));

    [Fact(DisplayName = "用到的代码没有写，发证时说缺哪一个；地区没有写的用端口的代码；代码只能是数字、大写字母")]
    public void Names_the_missing_code()
    {
        Assert.Equal(new CodeMissing("水利"), CertificateNumbering.Fill("{专业}{序号:5}", new Dictionary<string, string>(), "TC", 2023, Said).Refusal);
        Assert.Equal("654200#", CertificateNumbering.Fill("{地区}{序号:5}", new Dictionary<string, string> { ["地区"] = "654200" }, "TC", 2023, Said).Slot!.Series);
        Assert.NotNull(new CertificateTerms("{序号:5}", new Dictionary<string, string> { ["工程系列"] = "工" }).WhyNot());
        Assert.Null(CertificateTerms.Usual.WhyNot());
    }

    private static readonly CertificateFacts Facts = new("梁小满", "女", "654201********0011", "工程系列", "水利", "工程师", "中级", "评审", "水利评委会", new(2023, 10, 20), "人社职〔2023〕1号", "地区人社局", new(2023, 11, 20), "具备资格。");

    private static Certificate Issued(int serial = 1) => new(new(Guid.NewGuid()), new(new(Guid.NewGuid()), new(Guid.NewGuid()), new(Guid.NewGuid()), Given.Station.Id, new(Guid.NewGuid()), Given.Prefecture.Id),
        (new NumberSlot("TC2023013#", 5), serial), "TC-2345-6789-ABCD-EFGH", Facts, [1, 2, 3], "abc", Given.By(Given.Prefecture), Given.Monday);

    [Fact(DisplayName = "更正换发：旧的写明由哪一张代替，只换一次；撤销写原因；换发、撤销了的不能再办")]
    public void Is_replaced_and_revoked_once()
    {
        var (one, next, by) = (Issued(), Issued(2), Given.By(Given.Prefecture));
        Assert.IsType<InvalidInput>(one.ReplaceBy(next, "", by, Given.Monday));
        Assert.Null(one.ReplaceBy(next, "姓名有误", by, Given.Monday));
        Assert.Equal((CertificateState.Replaced, next.Id, one.Id), (one.State, one.ReplacedById, next.ReplacesId));
        Assert.IsType<CertificateOver>(one.Revoke("晚了", by, Given.Monday));
        Assert.Null(next.Revoke("材料伪造", by, Given.Monday));
        Assert.IsType<CertificateOver>(next.ReplaceBy(Issued(3), "再换", by, Given.Monday));
        Assert.True(one.IsGenuine && next.IsGenuine);
    }

    [Fact(DisplayName = "印着的每一样都在摘要里：改了哪一样，查验都说得出")]
    public void Notices_every_change()
    {
        foreach (var property in typeof(CertificateFacts).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var (one, changed) = (Issued(), Facts with { });
            property.SetValue(changed, property.PropertyType == typeof(DateOnly) ? (object)new DateOnly(2000, 1, 1) : "改了");
            typeof(Certificate).GetProperty(nameof(Certificate.Facts))!.SetValue(one, changed);
            Assert.False(one.IsGenuine, property.Name);
        }

        foreach (var (name, value) in new (string, object)[] { ("Number", "TC2"), ("Code", "TC-3"), ("Photo", "x"), ("SealedResidentId", new byte[] { 1, 2, 4 }), ("IssuedBy", "别人"), ("Serial", 9) })
        {
            var one = Issued();
            typeof(Certificate).GetProperty(name)!.SetValue(one, value);
            Assert.False(one.IsGenuine, name);
        }
    }

    [Fact(DisplayName = "成批发证：一段一段地办，办到哪里记到哪里；停下的余下不发")]
    public void Is_issued_in_batches()
    {
        List<ResultId> results = [.. Enumerable.Range(0, 25).Select(_ => new ResultId(Guid.NewGuid()))];
        var batch = new CertificateBatch(new(Guid.NewGuid()), results, Given.Prefecture.Id, Given.By(Given.Prefecture), Given.Monday);
        batch.Took(10, [new(results[3], "甲", "没有确认")], Given.Monday);
        Assert.Equal((results[10], 9, BatchState.Running), (batch.Next(10)[0], batch.Issued, batch.State));
        batch.Took(15, [], Given.Monday);
        Assert.Equal((BatchState.Done, 24), (batch.State, batch.Issued));
        batch.Cancel(Given.Monday);
        Assert.Equal(BatchState.Done, batch.State);
    }
}
