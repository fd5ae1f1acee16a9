using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TitleReview.App.Demo;
using TitleReview.App.Messages;
using TitleReview.App.SignIn;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.SignIn;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Messages;

[Collection("one port's accounts")]
public sealed class Signing_in(AppUnderTest app)
{
    private const string Next = "Xin-De-Mi-Ma-";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static HalfSignedIn Half(SignedInScope who, bool code = false) => new(new UserId(who.User.Id), who.User.TenantId, who.User.SecurityStamp!, code);

    private static async Task<SignInStep> Step(SignedInScope who, bool code = false) => await who.Get<NextSignInStep>().Run(Half(who, code), Ct);

    /// <summary>By the real clock, as a phone has it.</summary>
    private string Code(string secret, int later = 0) => Totp.Code(FromBase32(secret), Totp.StepAt(app.Clock.GetUtcNow() - app.Clock.Offset) + later);

    /// <summary>As a real port has it: nothing set, the product's own terms.</summary>
    private Task AsReal(string slug) => app.Ask("delete from sign_in_settings where tenant_id = (select id from tenants where slug = $1)", slug);

    [Fact(DisplayName = "真的端口：审核人员第一次登录要设动态码；输对才进；备用码各用一次；同一个码不能再用；密钥与备用码都看不出")]
    public async Task Takes_two_steps_for_officers()
    {
        await AsReal("kezhou");
        await using var officer = await app.As("prefecture@kezhou");
        await using (var employer = await app.As("employer@kezhou")) Assert.Equal(SignInStep.Enrol, await Step(employer));
        await using (var applicant = await app.As("applicant@kezhou")) Assert.Equal(SignInStep.Enter, await Step(applicant));
        Assert.Equal(SignInStep.Enrol, await Step(officer));
        Assert.Null(await officer.Get<EnterSignIn>().Run(Half(officer), "浏览器", "::1", Ct));

        var enrolment = (await officer.Get<StartSecondFactor>().Run(Half(officer), ct: Ct)).Enrolment!;
        Assert.Equal(enrolment.Secret, (await officer.Again().Get<StartSecondFactor>().Run(Half(officer), ct: Ct)).Enrolment!.Secret);
        Assert.True(enrolment.Required && enrolment.Qr.Count > 20);
        Assert.Equal(SignInStep.Enrol, await Step(officer));
        Assert.IsType<WrongCode>((await officer.Again().Get<ConfirmSecondFactor>().Run(Half(officer), "123", ct: Ct)).Refusal);
        var codes = (await officer.Again().Get<ConfirmSecondFactor>().Run(Half(officer), Code(enrolment.Secret), ct: Ct)).Codes;
        Assert.Equal(SecondFactor.RecoveryCodes, codes.Distinct().Count());
        Assert.IsType<SecondFactorReady>((await officer.Again().Get<StartSecondFactor>().Run(Half(officer), again: true, ct: Ct)).Refusal);

        Assert.Equal(SignInStep.Code, await Step(officer));
        Assert.Null(await officer.Again().Get<EnterSignIn>().Run(Half(officer), "浏览器", "::1", Ct));
        Assert.IsType<WrongCode>(await officer.Again().Get<GiveCode>().Run(Half(officer), Code(enrolment.Secret), Ct));
        Assert.Null(await officer.Again().Get<GiveCode>().Run(Half(officer), Code(enrolment.Secret, 1), Ct));
        Assert.IsType<WrongCode>(await officer.Again().Get<GiveCode>().Run(Half(officer), Code(enrolment.Secret, 1), Ct));
        Assert.Null(await officer.Again().Get<GiveCode>().Run(Half(officer), codes[3].ToLowerInvariant().Replace("-", " "), Ct));
        Assert.IsType<WrongCode>(await officer.Again().Get<GiveCode>().Run(Half(officer), codes[3], Ct));
        Assert.Equal(SignInStep.Enter, await Step(officer, code: true));

        var stored = (await app.Ask("select to_jsonb(f)::text from second_factors f join users u on u.id = f.user_id where u.user_name = 'prefecture@kezhou'"))[0];
        Assert.DoesNotContain(Convert.ToHexStringLower(FromBase32(enrolment.Secret)), stored, StringComparison.Ordinal);
        Assert.DoesNotContain(codes[0], stored, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["0"], await app.Ask("select count(*) from audit_entries where body::text ilike '%' || $1 || '%'", codes[0]));

        await Counts_wrong_codes(officer);
        await Is_helped_by_another(officer);
    }

    private async Task Counts_wrong_codes(SignedInScope officer)
    {
        await app.Ask("update users set access_failed_count = 0 where user_name = 'prefecture@kezhou'");
        for (var i = 0; i < GiveCode.MostFailures - 1; i++) Assert.IsType<WrongCode>(await officer.Again().Get<GiveCode>().Run(Half(officer), "000000", Ct));
        Assert.IsType<TooManyCodes>(await officer.Again().Get<GiveCode>().Run(Half(officer), "000000", Ct));
        Assert.IsType<TooManyCodes>(await officer.Again().Get<GiveCode>().Run(Half(officer), "000000", Ct));
    }

    private async Task Is_helped_by_another(SignedInScope officer)
    {
        var id = new UserId(officer.User.Id);
        foreach (var stranger in new[] { "applicant@kezhou", "employer@kezhou", "prefecture@bazhou", "expert@kezhou", "prefecture@kezhou" })
        {
            await using var other = await app.As(stranger);
            Assert.IsType<NotFoundHere>(await other.Get<HelpAccount>().Run(id, AccountHelp.ResetFactor, "他说丢了手机", Ct));
        }

        await app.Ask("insert into users select (jsonb_populate_record(u, jsonb_build_object('id', gen_random_uuid(), 'user_name', 'second@kezhou', 'normalized_user_name', 'SECOND@KEZHOU'))).* from users u where u.user_name = 'prefecture@kezhou'");
        await using var second = await app.As("second@kezhou");
        Assert.Contains((await second.Get<ReadAccounts>().Run(ct: Ct))!, a => a is { LoginName: "prefecture@kezhou", FactorReady: true, Locked: not null });
        Assert.IsType<ReasonForTheRecord>(await second.Again().Get<HelpAccount>().Run(id, AccountHelp.Unlock, " ", Ct));
        Assert.Null(await second.Again().Get<HelpAccount>().Run(id, AccountHelp.Unlock, "当面来的", Ct));
        Assert.Null(await second.Again().Get<HelpAccount>().Run(id, AccountHelp.ResetFactor, "手机丢了，当面来的", Ct));
        Assert.Equal(SignInStep.Ended, await Step(officer));
        await using var again = await app.As("prefecture@kezhou");
        Assert.Equal(SignInStep.Enrol, await Step(again));
        Assert.Null(await again.Get<ResetForOperator>().Run("prefecture@kezhou", Ct));
        Assert.IsType<NotFoundHere>(await again.Get<ResetForOperator>().Run("nobody@kezhou", Ct));
        Assert.Single(await app.Ask("select 1 from audit_entries where body::text like '%手机丢了，当面来的%'"));
        await again.Get<DispatchMessages>().Run(again.User.TenantId, Ct);
        Assert.Equal(["您的账号：解锁账号", "您的账号：重置动态码"], await app.Ask("select title from messages where kind = 'AccountChanged' and user_id = $1 order by at", id.Value));
    }

    [Fact(DisplayName = "密码：九十天要换，不能与最近五次的相同，换了别处失效")]
    public async Task Renews_passwords()
    {
        await AsReal("xinjiang");
        await app.Ask("update users set password_set_at = $1 where user_name = 'employer@xinjiang'", app.Clock.GetUtcNow().AddDays(-91).UtcDateTime);
        await using var person = await app.As("employer@xinjiang");
        // 动态码在前：没有过那一步的，换密码也绕不过去。
        Assert.Equal(SignInStep.Enrol, await Step(person));
        Assert.Equal(SignInStep.Renew, await Step(person, code: true));
        var half = Half(person, code: true);
        Assert.IsType<InvalidInput>((await person.Get<RenewPassword>().Run(half, DemoPeople.Password, DemoPeople.Password, Ct)).Refusal);
        for (var i = 0; i < 5; i++)
        {
            if (i > 0) await app.Ask("update users set password_set_at = $1 where user_name = 'employer@xinjiang'", app.Clock.GetUtcNow().AddDays(-91).UtcDateTime);
            (var next, var refusal) = await person.Again().Get<RenewPassword>().Run(half, $"{Next}{i}", $"{Next}{i}", Ct);
            Assert.Null(refusal);
            half = next!;
        }

        Assert.Equal(SignInStep.Enter, await person.Get<NextSignInStep>().Run(half, Ct));
        await using var renewed = await app.As("employer@xinjiang");
        Assert.IsType<InvalidInput>(await renewed.Again().Get<ChangeOwnPassword>().Run($"{Next}4", $"{Next}0", $"{Next}0", Ct));
        Assert.Null(await renewed.Again().Get<ChangeOwnPassword>().Run($"{Next}4", DemoPeople.Password, DemoPeople.Password, Ct));
    }

    [Fact(DisplayName = "九十天没有登录的工作人员锁上，申报人不锁；由上级机构的人解开，可以一次几个，有一个不归自己管就一个都不解；演示的端口不锁")]
    public async Task Locks_what_nobody_uses()
    {
        await AsReal("xinjiang");
        var long_ago = app.Clock.GetUtcNow().AddDays(-91).UtcDateTime;
        await app.Ask("update users set last_used_at = $1 where user_name in ('applicant@xinjiang', 'employer@xinjiang', 'employer@tacheng')", long_ago);
        await using var person = await app.As("employer@xinjiang");
        await using (var applicant = await app.As("applicant@xinjiang")) Assert.NotEqual(SignInStep.Dormant, await Step(applicant));
        Assert.Equal(SignInStep.Dormant, await Step(person));
        foreach (var slug in new[] { "xinjiang", "tacheng" }) await person.Again().Get<LockDormant>().Run(new TenantId(Guid.Parse((await app.Ask("select id from tenants where slug = $1", slug))[0])), Ct);
        Assert.Equal(["employer@xinjiang"], await app.Ask("select user_name from users where dormant_at is not null"));

        await using var above = await app.As("department@xinjiang");
        await using var foreign = await app.As("employer@tacheng");
        Assert.IsType<NotFoundHere>((await above.Get<UnlockAccounts>().Run([person.User.Id, foreign.User.Id], "本人当面来的", Ct)).Refusal);
        Assert.IsType<ReasonForTheRecord>((await above.Again().Get<UnlockAccounts>().Run([person.User.Id], " ", Ct)).Refusal);
        Assert.Equal(SignInStep.Dormant, await Step(person));
        Assert.Equal((1, null), await above.Again().Get<UnlockAccounts>().Run([person.User.Id], "本人当面来的", Ct));
        Assert.NotEqual(SignInStep.Dormant, await Step(person));
        Assert.IsType<AccountNotLocked>(await above.Again().Get<HelpAccount>().Run(new UserId(person.User.Id), AccountHelp.Unlock, "再来一次", Ct));
    }

    [Fact(DisplayName = "同时输错几次，一次不少：五次就锁；已登录的人设动态码要再输密码；早已不用的地方不再列着")]
    public async Task Counts_what_comes_at_once_and_asks_again()
    {
        var id = Guid.Parse((await app.Ask("select id from users where user_name = 'newcomer@aksu' or user_name = 'applicant@kezhou' order by user_name limit 1"))[0]);
        await app.Ask("update users set access_failed_count = 0, lockout_end = null where id = $1", id);
        var windows = Enumerable.Range(0, GiveCode.MostFailures).Select(_ => app.AsVisitor()).ToList();
        var locked = await Task.WhenAll(windows.Select(w => w.Get<WrongPasswords>().Count(id, Ct)));
        Assert.Single(locked, true);
        Assert.True(await windows[0].Get<WrongPasswords>().Locked(id, Ct));
        foreach (var window in windows) await window.DisposeAsync();
        await app.Ask("update users set lockout_end = null where id = $1", id);

        await using var person = await app.As("returned@kezhou");
        var enrolment = (await person.Get<StartSecondFactor>().Run(Half(person, code: true), ct: Ct)).Enrolment!;
        Assert.IsType<InvalidInput>((await person.Again().Get<ConfirmSecondFactor>().Run(Half(person, code: true), Code(enrolment.Secret), (true, "Bu-Zhi-Dao-1"), Ct)).Refusal);
        Assert.Null((await person.Again().Get<ConfirmSecondFactor>().Run(Half(person, code: true), Code(enrolment.Secret), (true, DemoPeople.Password), Ct)).Refusal);

        await using var here = await app.As("submitted@kezhou");
        await using var there = await app.As("submitted@kezhou");
        foreach (var window in new[] { here, there })
            window.Get<FakeUser>().SignedIn = window.Get<FakeUser>().SignedIn! with { SignIn = (await window.Get<EnterSignIn>().Run(Half(window), "浏览器", "::1", Ct))!.Id };
        await app.Ask("update sign_ins set last_seen_at = last_seen_at - interval '40 minutes' where id in ($1, $2)", here.Get<FakeUser>().SignedIn!.SignIn!.Value, there.Get<FakeUser>().SignedIn!.SignIn!.Value);
        Assert.Single((await here.Again().Get<ReadOwnSecurity>().Run(Ct))!.SignIns);
        await there.Get<StillSignedIn>().Seen(there.Get<FakeUser>().SignedIn!, Ct);
        Assert.Equal(2, (await here.Again().Get<ReadOwnSecurity>().Run(Ct))!.SignIns.Count);
    }

    [Fact(DisplayName = "登录着的地方列得出；结束其他登录，别处马上失效，这里还在；退出的不能再用")]
    public async Task Lists_and_ends_sign_ins()
    {
        await using var here = await app.As("applicant@aksu");
        await using var there = await app.As("applicant@aksu");
        await Enter(here, "手机");
        await Enter(there, "电脑");

        var before = (await here.Again().Get<ReadOwnSecurity>().Run(Ct))!.SignIns;
        Assert.Equal((2, 1), (before.Count, before.Count(s => s.Mine)));
        Assert.Null(await here.Again().Get<EndSignIns>().Run(others: true, Ct));
        await Assert.ThrowsAsync<SignInEndedException>(() => there.Again().Get<CountUnread>().Run(Ct));
        Assert.Single((await here.Again().Get<ReadOwnSecurity>().Run(Ct))!.SignIns);
        Assert.Null(await here.Again().Get<EndSignIns>().Run(others: false, Ct));
        await Assert.ThrowsAsync<SignInEndedException>(() => here.Again().Get<CountUnread>().Run(Ct));

        async Task Enter(SignedInScope who, string device)
        {
            var entered = (await who.Get<EnterSignIn>().Run(Half(who), device, "::1", Ct))!;
            who.Get<FakeUser>().SignedIn = who.Get<FakeUser>().SignedIn! with { SignIn = entered.Id };
        }
    }

    [Fact(DisplayName = "登录要求：低于底线的不收，县里改不了；演示里印出密钥的那一位，凭密钥进得去")]
    public async Task Keeps_to_the_floor()
    {
        await using var officer = await app.As("prefecture@bazhou");
        await using var county = await app.As("county@bazhou");
        var fine = new SignInTerms([Role.Officer, Role.EmployerAdministrator, Role.Observer], 60, 0, 5, 90, 10, 30);
        Assert.IsType<NotFoundHere>(await county.Get<SaveSignInSettings>().Run(fine, Ct));
        foreach (var low in new[] { fine with { SecondFactor = [] }, fine with { StaffPasswordDays = 0 }, fine with { PasswordsKept = 4 }, fine with { DormantDays = 91 }, fine with { StaffIdleMinutes = 30 }, fine with { ApplicantIdleMinutes = 31 } })
            Assert.Single(Assert.IsType<InvalidInput>(await officer.Again().Get<SaveSignInSettings>().Run(low, Ct)).Errors);
        Assert.Null(await officer.Again().Get<SaveSignInSettings>().Run(fine, Ct));
        await using (var employer = await app.As("employer@bazhou")) Assert.Equal(SignInStep.Enrol, await Step(employer));

        await using var two = await app.As($"{DemoPeople.TwoStep.LoginName}@{DemoPeople.TwoStep.Port}");
        Assert.Equal(SignInStep.Code, await Step(two));
        Assert.Null(await two.Again().Get<GiveCode>().Run(Half(two), Code(Totp.Base32(DemoPeople.TwoStepSecret)), Ct));
    }

    private static byte[] FromBase32(string text)
    {
        var (bits, count, bytes) = (0, 0, new List<byte>());
        foreach (var letter in text.Where(c => c != ' '))
        {
            (bits, count) = ((bits << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), count + 5);
            if (count < 8) continue;
            bytes.Add((byte)(bits >> (count -= 8)));
            bits &= (1 << count) - 1;
        }

        return [.. bytes];
    }
}
