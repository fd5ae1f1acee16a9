using TitleReview.App.Demo;
using TitleReview.App.Organizations;
using TitleReview.App.People;
using TitleReview.Domain.Organizations;

namespace TitleReview.App.Tests;

/// <summary>Forms as a careful person fills them in.</summary>
internal static class Filled
{
    public const string Password = "Cao-Yuan-2023";

    public static EmployerForm Employer(Guid receivingOffice, int serial = 700, string loginName = "guanli01") => new()
    {
        Name = $"草原水利工程队{serial}",
        CreditCode = DemoPeople.CreditCodeOf(serial),
        Kind = EmployerKind.PublicInstitution,
        ReceivingOffice = receivingOffice,
        CompetentDepartment = "县水利局",
        AdministratorName = "阿依古丽·买买提",
        Phone = "0901-6000001",
        LoginName = loginName,
        Password = Password,
        PasswordAgain = Password,
    };

    public static ApplicantForm Applicant(Guid employer, int serial = 700, string loginName = "shenbao01") => new()
    {
        Employer = employer,
        Name = "叶尔肯·哈力",
        ResidentId = DemoPeople.IdOf(serial).Number,
        Phone = "13899990000",
        LoginName = loginName,
        Password = Password,
        PasswordAgain = Password,
    };
}
