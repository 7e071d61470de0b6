mod manual;
