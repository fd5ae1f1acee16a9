using TitleReview.App.Demo;
using TitleReview.App.Filings;
using TitleReview.App.Organizations;
using TitleReview.App.People;
using TitleReview.App.Storage;
using TitleReview.App.Tests.Documents;
using TitleReview.Domain;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Titles;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.People;

public sealed class Bad_input(AppUnderTest app) : IClassFixture<AppUnderTest>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly Dictionary<string, (string Field, Action<EmployerForm> Spoil)> Employers = new()
    {
        ["单位名称空"] = ("Name", f => f.Name = ""), ["单位名称空白"] = ("Name", f => f.Name = " 　"), ["单位名称太长"] = ("Name", f => f.Name = new('水', 101)),
        ["单位名称含NUL"] = ("Name", f => f.Name = "水\0站"), ["单位名称含半个字"] = ("Name", f => f.Name = "水\ud800站"), ["代码空"] = ("CreditCode", f => f.CreditCode = ""),
        ["代码17位"] = ("CreditCode", f => f.CreditCode = f.CreditCode[..17]), ["代码校验位错"] = ("CreditCode", f => f.CreditCode = "91350100M000100Y44"),
        ["代码含字母O"] = ("CreditCode", f => f.CreditCode = "91350100O000100Y43"), ["代码已注册"] = ("CreditCode", f => f.CreditCode = DemoPeople.CreditCodeOf(1)),
        ["没选性质"] = ("Kind", f => f.Kind = null), ["编造的性质"] = ("Kind", f => f.Kind = (EmployerKind)99), ["没选受理机构"] = ("ReceivingOffice", f => f.ReceivingOffice = null),
        ["没有的受理机构"] = ("ReceivingOffice", f => f.ReceivingOffice = Guid.NewGuid()), ["主管部门空"] = ("CompetentDepartment", f => f.CompetentDepartment = ""),
        ["主管部门太长"] = ("CompetentDepartment", f => f.CompetentDepartment = new('局', 101)), ["管理员姓名空"] = ("AdministratorName", f => f.AdministratorName = ""),
        ["管理员姓名含数字"] = ("AdministratorName", f => f.AdministratorName = "张3"), ["管理员姓名太长"] = ("AdministratorName", f => f.AdministratorName = new('张', 41)),
        ["电话空"] = ("Phone", f => f.Phone = ""), ["电话太短"] = ("Phone", f => f.Phone = "12345"), ["电话含字"] = ("Phone", f => f.Phone = "0901-600000a"), ["登录名空"] = ("LoginName", f => f.LoginName = ""),
        ["登录名太短"] = ("LoginName", f => f.LoginName = "abc"), ["登录名太长"] = ("LoginName", f => f.LoginName = new('a', 31)), ["登录名含汉字"] = ("LoginName", f => f.LoginName = "管理员一"),
        ["登录名含@"] = ("LoginName", f => f.LoginName = "a@b.c"), ["登录名是身份证号"] = ("LoginName", f => f.LoginName = DemoPeople.IdOf(5).Number), ["登录名已用"] = ("LoginName", f => f.LoginName = "EMPLOYER"),
        ["密码空"] = ("Password", f => f.Password = f.PasswordAgain = ""), ["密码太短"] = ("Password", f => f.Password = f.PasswordAgain = "Ab1-xyz"), ["密码太长"] = ("Password", f => f.Password = f.PasswordAgain = "Ab1" + new string('x', 126)),
        ["密码只有两类"] = ("Password", f => f.Password = f.PasswordAgain = "abcdefgh1234"), ["密码含登录名"] = ("Password", f => f.Password = f.PasswordAgain = "Guanli01-xyz"),
        ["密码太常见"] = ("Password", f => f.Password = f.PasswordAgain = "Password123!"), ["两次密码不同"] = ("PasswordAgain", f => f.PasswordAgain = "Cao-Yuan-2024"),
    };

    private static readonly Dictionary<string, (string Field, Action<ApplicantForm> Spoil)> People = new()
    {
        ["没选单位"] = ("Employer", f => f.Employer = null), ["没有的单位"] = ("Employer", f => f.Employer = Guid.NewGuid()), ["姓名空"] = ("Name", f => f.Name = ""), ["姓名含符号"] = ("Name", f => f.Name = "张<三>"),
        ["身份证空"] = ("ResidentId", f => f.ResidentId = ""), ["身份证15位"] = ("ResidentId", f => f.ResidentId = "654201850115002"), ["身份证17位"] = ("ResidentId", f => f.ResidentId = f.ResidentId[..17]),
        ["身份证校验位错"] = ("ResidentId", f => f.ResidentId = "654201198501150021"), ["身份证生日不真"] = ("ResidentId", f => f.ResidentId = "654201198502300021"), ["身份证含字母"] = ("ResidentId", f => f.ResidentId = "65420119850115A021"),
        ["身份证已注册"] = ("ResidentId", f => f.ResidentId = "registered"), ["电话空"] = ("Phone", f => f.Phone = ""), ["登录名空"] = ("LoginName", f => f.LoginName = ""), ["登录名是身份证号"] = ("LoginName", f => f.LoginName = f.ResidentId),
        ["登录名已用"] = ("LoginName", f => f.LoginName = "Applicant"), ["密码太短"] = ("Password", f => f.Password = f.PasswordAgain = "Ab1-"), ["两次密码不同"] = ("PasswordAgain", f => f.PasswordAgain = ""),
    };

    private static readonly Dictionary<string, DraftChange> Changes = new()
    {
        ["日期不真"] = new DraftChange.Field("basic", null, "qualifiedOn", "2018-02-30"), ["月份不真"] = new DraftChange.Field("basic", null, "workStarted", "2010-00"), ["日期太早"] = new DraftChange.Field("basic", null, "qualifiedOn", "1800-01-01"),
        ["不是数字"] = new DraftChange.Field("basic", null, "yearsEngaged", "十三"), ["负数"] = new DraftChange.Field("basic", null, "yearsEngaged", "-3"), ["没有的选项"] = new DraftChange.Field("basic", null, "politics", "其他党派"),
        ["必填选项填无"] = new DraftChange.Field("basic", null, "identity", "无"), ["太长"] = new DraftChange.Field("basic", null, "birthplace", new('乡', 61)), ["控制字符"] = new DraftChange.Field("basic", null, "birthplace", "塔\u0001城"),
        ["半个字"] = new DraftChange.Field("basic", null, "birthplace", "塔\udc00城"), ["没有的栏"] = new DraftChange.Field("basic", null, "secret", "x"), ["没有的模块"] = new DraftChange.Field("nowhere", null, "name", "x"),
        ["没有的行"] = new DraftChange.Field("work", Guid.NewGuid(), "post", "x"), ["单行模块添行"] = new DraftChange.NewRow("basic", Guid.NewGuid()), ["删没有的行"] = new DraftChange.DropRow("work", Guid.NewGuid()),
        ["必填的子表填无"] = new DraftChange.None("work"), ["有行的子表填无"] = new DraftChange.None("paper"), ["没有的模块填无"] = new DraftChange.None("nowhere"),
    };

    public static TheoryData<string> EmployerCases() => new(Employers.Keys);
    public static TheoryData<string> PeopleCases() => new(People.Keys);
    public static TheoryData<string> ChangeCases() => new(Changes.Keys);

    private async Task<string> Digest() =>
        string.Concat(await app.Ask("select md5(coalesce(string_agg(t, ',' order by t), '')) from (select o::text as t from offices o union all select a::text from applicants a union all select u::text from users u union all select f::text from filings f union all select m::text from materials m union all select e::text from audit_entries e) x"));

    private static bool IsSentence(string text) => text.EndsWith('。') && text.Any(c => c is >= '\u4e00' and <= '\u9fff');

    private async Task AtField(Refusal? refusal, string field, string before)
    {
        var error = Assert.Single(Assert.IsType<InvalidInput>(refusal).Errors);
        Assert.Equal(field, error.Field);
        Assert.True(IsSentence(error.Sentence), error.Sentence);
        Assert.Equal(before, await Digest());
    }

    [Theory(DisplayName = "单位注册填错一处：那一栏旁一句话，什么都没有存"), Trait("rule", "TC-12"), MemberData(nameof(EmployerCases))]
    public async Task In_an_employers_registration_is_answered_at_the_field(string name)
    {
        await using var visitor = app.AsVisitor();
        var office = (await visitor.Get<ReadReceivingOffices>().Run("tacheng", Ct))[0].Id;
        var form = Filled.Employer(office);
        Employers[name].Spoil(form);
        var before = await Digest();

        await AtField(await visitor.Get<RegisterEmployer>().Run("tacheng", form, Ct), Employers[name].Field, before);
    }

    [Theory(DisplayName = "个人注册填错一处：那一栏旁一句话，什么都没有存"), Trait("rule", "TC-13"), MemberData(nameof(PeopleCases))]
    public async Task In_a_persons_registration_is_answered_at_the_field(string name)
    {
        await using var visitor = app.AsVisitor();
        var form = Filled.Applicant((await visitor.Get<ReadRegisteredEmployers>().Run("tacheng", ct: Ct)).Rows[0].Id);
        People[name].Spoil(form);
        if (form.ResidentId == "registered")
        {
            var sealedId = Convert.FromHexString((await app.Ask("select encode(sealed_resident_id, 'hex') from applicants a join users u on u.applicant_id = a.id where u.user_name = 'applicant@tacheng'"))[0]);
            var tenant = (await visitor.Get<TenantSessions>().Tenants(Ct)).Single(t => t.Slug == "tacheng").Id;
            form.ResidentId = visitor.Get<Vault>().Open(tenant, RegisterApplicant.ResidentIdPurpose, sealedId);
        }

        var before = await Digest();
        await AtField(await visitor.Get<RegisterApplicant>().Run("tacheng", form, Ct), People[name].Field, before);
    }

    [Theory(DisplayName = "填报填错一处：一句话，什么都没有存"), MemberData(nameof(ChangeCases))]
    public async Task In_a_draft_is_answered_with_a_sentence(string name)
    {
        await using var applicant = await app.As("applicant@tacheng");
        var filing = (await applicant.Get<ReadApplicantHome>().Run(Ct))!.Filings[0].Filing.Id;
        var before = await Digest();

        var (savedAt, refusal) = await applicant.Get<SaveDraft>().Run(filing, Changes[name], Ct);

        Assert.Null(savedAt);
        Assert.True(IsSentence(refusal is InvalidInput invalid ? Assert.Single(invalid.Errors).Sentence : refusal!.Sentence));
        Assert.Equal(before, await Digest());
    }

    [Theory(DisplayName = "传错文件：一句话，没有登记")]
    [InlineData("空文件", "a.jpg"), InlineData("不是图片", "a.jpg"), InlineData("PNG", "a.png"), InlineData("PNG改名", "a.jpg"), InlineData("断了一半", "a.jpg"), InlineData("好图", "a.php.jpg"), InlineData("好图", "..\\a.jpg"), InlineData("好图", "a\0.jpg"), InlineData("好图", "")]
    [Trait("rule", "TC-35")]
    public async Task In_an_upload_is_answered_with_a_sentence(string content, string fileName)
    {
        await using var scan = typeof(DemoScans).Assembly.GetManifestResourceStream("scans/proof.jpg")!;
        var good = new byte[scan.Length];
        await scan.ReadExactlyAsync(good, Ct);
        var bytes = content switch { "空文件" => [], "不是图片" => "hello"u8.ToArray(), "PNG" or "PNG改名" => Pictures.Png(900, 900), "断了一半" => good[..(good.Length / 2)], _ => good };
        await using var applicant = await app.As("applicant@tacheng");
        var filing = (await applicant.Get<ReadApplicantHome>().Run(Ct))!.Filings[0].Filing.Id;
        var before = await Digest();

        var (material, refusal) = await applicant.Get<AddMaterial>().Run(filing, new Upload(new MaterialId(Guid.NewGuid()), "other-attachments", null, fileName, new MemoryStream(bytes)), Ct);

        Assert.Null(material);
        Assert.True(IsSentence(refusal!.Sentence), refusal.Sentence);
        Assert.Equal(before, await Digest());
    }

    [Fact(DisplayName = "一栏只收两张的，同时传十张也只收两张")]
    public async Task In_parallel_does_not_overfill_a_slot()
    {
        await using var scan = typeof(DemoScans).Assembly.GetManifestResourceStream("scans/proof.jpg")!;
        var good = new byte[scan.Length];
        await scan.ReadExactlyAsync(good, Ct);
        await using var applicant = await app.As("direct@tacheng");
        var filing = (await applicant.Get<ReadApplicantHome>().Run(Ct))!.Filings[0].Filing.Id;

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            await using var window = applicant.Again();
            return await window.Get<AddMaterial>().Run(filing, new Upload(new MaterialId(Guid.NewGuid()), "mandarin-certificate", null, "普通话.jpg", new MemoryStream(good)), Ct);
        }));

        Assert.Equal(2, answers.Count(a => a.Refusal is null));
        Assert.All(answers.Where(a => a.Refusal is not null), a => Assert.Equal(new Domain.Filings.Materials.SlotFull("普通话证书", 2), a.Refusal));
    }
}

public sealed class An_account(AppUnderTest app) : IClassFixture<AppUnderTest>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact(DisplayName = "单位注册只由它选的受理机构审核，别的机构办不了"), Trait("rule", "TC-12")]
    public async Task Of_another_office_cannot_decide_an_employer()
    {
        var employer = new OfficeId(Guid.Parse((await app.Ask("select o.id from offices o join tenants t on t.id = o.tenant_id where t.slug = 'tacheng' and o.registration = 'Awaiting'"))[0]));
        foreach (var other in new[] { "prefecture@tacheng", "employer@tacheng", "applicant@tacheng", "county@bazhou" })
        {
            await using var wrong = await app.As(other);
            Assert.Equal(new NotFoundHere("个单位"), await wrong.Get<DecideEmployer>().Run(employer, true, null, Ct));
        }

        await using var county = await app.As("county@tacheng");
        Assert.Equal(new ReasonRequired("退回单位注册"), await county.Get<DecideEmployer>().Run(employer, false, "\0 ", Ct));
        Assert.Null(await county.Get<DecideEmployer>().Run(employer, false, "名称与证书\0不一致", Ct));
        Assert.IsType<RegistrationAlreadyDecided>(await county.Get<DecideEmployer>().Run(employer, true, null, Ct));
    }

    [Fact(DisplayName = "改了密码，别处的登录即失效")]
    public async Task That_changes_its_password_ends_its_other_sign_ins()
    {
        await using var here = await app.As("declined@tacheng");
        await using var elsewhere = await app.As("declined@tacheng");

        Assert.Equal(new InvalidInput("Current", "原密码不对，请重新输入。"), await here.Get<SignIn.ChangeOwnPassword>().Run("wrong", Filled.Password, Filled.Password, Ct));
        Assert.NotNull(await elsewhere.Get<ReadApplicantHome>().Run(Ct));
        Assert.Null(await here.Get<SignIn.ChangeOwnPassword>().Run(DemoPeople.Password, Filled.Password, Filled.Password, Ct));
        await Assert.ThrowsAsync<SignInEndedException>(() => elsewhere.Get<ReadApplicantHome>().Run(Ct));
    }

    [Fact(DisplayName = "账号一停用，下一次办理即失效")]
    public async Task That_is_disabled_ends_at_once()
    {
        await using var person = await app.As("lapsed@tacheng");
        Assert.NotNull(await person.Get<ReadApplicantHome>().Run(Ct));
        await app.Ask("update users set disabled = true where user_name = 'lapsed@tacheng'");
        await Assert.ThrowsAsync<SignInEndedException>(() => person.Get<ReadApplicantHome>().Run(Ct));
    }

    [Fact(DisplayName = "密文换了端口、换了用途、改了一位，都打不开；摘要各端口不同")]
    public async Task Keeps_its_resident_id_in_the_vault()
    {
        await using var visitor = app.AsVisitor();
        var vault = visitor.Get<Vault>();
        var (one, other) = (new TenantId(Guid.NewGuid()), new TenantId(Guid.NewGuid()));
        var sealedId = vault.Seal(one, "p", "654201198501150022");

        Assert.Equal("654201198501150022", vault.Open(one, "p", sealedId));
        Assert.NotEqual(sealedId, vault.Seal(one, "p", "654201198501150022"));
        Assert.Throws<System.Security.Cryptography.AuthenticationTagMismatchException>(() => vault.Open(other, "p", sealedId));
        Assert.Throws<System.Security.Cryptography.AuthenticationTagMismatchException>(() => vault.Open(one, "q", sealedId));
        sealedId[^1] ^= 1;
        Assert.Throws<System.Security.Cryptography.AuthenticationTagMismatchException>(() => vault.Open(one, "p", sealedId));
        Assert.NotEqual(vault.Digest(one, "p", "x"), vault.Digest(other, "p", "x"));
    }
}
